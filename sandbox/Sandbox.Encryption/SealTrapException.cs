namespace Sandbox.Encryption;

/// <summary>
/// A host stopped in the middle: WebAssembly trapped, memory ran out, or time did. What is left of it is never used again; as hosts are never disposed of
/// either (that can crash the process), a process that must go on has itself replaced.
/// </summary>
public sealed class SealTrapException(string message, Exception? inner = null) : Exception(message, inner);
