namespace Sandbox.Box;

/// <summary>What a worker may use of the machine.</summary>
/// <param name="HeapBytes">The most that the managed heap may grow to (<c>DOTNET_GCHeapHardLimit</c>); past it the worker throws.</param>
/// <param name="DataBytes">
/// The most private writable memory of the whole process, native engines and thread stacks included (<c>RLIMIT_DATA</c>). Read-only maps
/// such as the feature store do not count. It is also what bounds the number of threads.
/// </param>
/// <param name="ScratchBytes">The size of <c>/tmp</c>, which lies in memory.</param>
/// <param name="OpenFiles">The most open files and connections (<c>RLIMIT_NOFILE</c>).</param>
public sealed record BoxLimits(long HeapBytes, long DataBytes, long ScratchBytes = 64 << 20, int OpenFiles = 1024)
{
    /// <summary>For a serving worker: 1 GiB of heap in 3 GiB of process.</summary>
    public static BoxLimits Serving { get; } = new(1L << 30, 3L << 30);

    /// <summary>For an import or a training: 3 GiB of heap in 8 GiB of process.</summary>
    public static BoxLimits OneShot { get; } = new(3L << 30, 8L << 30);
}
