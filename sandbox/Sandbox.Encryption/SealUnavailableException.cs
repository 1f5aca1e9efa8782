namespace Sandbox.Encryption;

/// <summary>SEAL cannot run here.</summary>
/// <param name="reason">What is missing or wrong.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class SealUnavailableException(string reason, string remedy) : Exception($"{reason} To mend it: {remedy}.")
{
    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
