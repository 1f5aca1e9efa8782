namespace Sandbox.Encryption;

/// <summary>Every host was busy for as long as a call may take. Nothing is broken.</summary>
public sealed class SealBusyException() : Exception("SEAL is busy.");
