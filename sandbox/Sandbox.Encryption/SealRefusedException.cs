namespace Sandbox.Encryption;

/// <summary>SEAL refused its input, such as a ciphertext that does not fit the parameters. Nothing is broken.</summary>
public sealed class SealRefusedException(string message) : Exception(message);
