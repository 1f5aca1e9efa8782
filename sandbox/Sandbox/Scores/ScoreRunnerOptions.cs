namespace Sandbox.Scores;

/// <summary>Where the data folder is, as seen in the box.</summary>
internal sealed record ScoreRunnerOptions(string DataPath);
