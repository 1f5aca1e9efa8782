using Microsoft.Win32.SafeHandles;

namespace Gateway.Audit.Files;

/// <summary>A file of the machine, without a buffer of its own.</summary>
internal sealed class DiskFile(SafeFileHandle handle) : ILogFile
{
    /// <inheritdoc/>
    public long Length => RandomAccess.GetLength(handle);

    /// <inheritdoc/>
    public int Read(Span<byte> into, long offset) => RandomAccess.Read(handle, into, offset);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

    /// <inheritdoc/>
    public void Sync() => DiskSync.Data(handle);

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
