namespace Sandbox.Box;

/// <summary>What a box staged is not what was asked of it. Nothing was published, and what was in force still is.</summary>
/// <param name="why">What is wrong; no value of the data.</param>
public sealed class PublishRefusedException(string why) : Exception($"Nothing was published: {why}");
