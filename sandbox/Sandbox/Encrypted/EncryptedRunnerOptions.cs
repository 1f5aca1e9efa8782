namespace Sandbox.Encrypted;

/// <summary>Where the data folder is, as seen in the box.</summary>
internal sealed record EncryptedRunnerOptions(string DataPath);
