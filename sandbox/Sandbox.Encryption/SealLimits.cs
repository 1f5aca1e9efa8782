namespace Sandbox.Encryption;

/// <summary>What a host may use.</summary>
/// <param name="MemoryBytes">The most memory of SEAL itself (WebAssembly's linear memory).</param>
/// <param name="ScriptMegabytes">The most memory of the scripts around it, in MiB.</param>
/// <param name="CallTime">The longest call; a longer one is stopped.</param>
public sealed record SealLimits(long MemoryBytes, int ScriptMegabytes, TimeSpan CallTime)
{
    /// <summary>256 MiB of SEAL, 64 MiB of scripts, 5 s a call: ten times what the largest request takes on a slow machine.</summary>
    public static SealLimits Default { get; } = new(256L << 20, 64, TimeSpan.FromSeconds(5));
}
