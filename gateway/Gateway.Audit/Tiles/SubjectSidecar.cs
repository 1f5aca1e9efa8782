using System.Buffers;
using System.Buffers.Binary;
using Gateway.Audit.Files;
using Gateway.Audit.Merkle;

namespace Gateway.Audit.Tiles;

/// <summary>
/// The subjects' keyed hashes of the last bundle's entries, in a file that grows in place: for each entry their number (4 bytes, big-endian) and
/// the hashes. It lies beside the tiles, not in them: what links people can be cut loose from what proves. Whoever reads it goes by a checkpoint's size.
/// </summary>
internal sealed class SubjectSidecar(TileFiles files) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    private ILogFile? _file;
    private long _written;

    public void Add(ReadOnlySpan<byte> hashes)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), hashes.Length / TreeHash.Size);
        _bytes.Advance(sizeof(int));
        _bytes.Write(hashes);
    }

    /// <summary>Writes what was added since the last time. A crash leaves part of it, which is written again from the bundle's beginning.</summary>
    public void Flush(long bundle)
    {
        if (_bytes.WrittenCount == 0) return;
        _file ??= files.Create(TilePath.Subjects(bundle));
        _file.Write(_bytes.WrittenSpan, _written);
        _written += _bytes.WrittenCount;
        _bytes.ResetWrittenCount();
    }

    /// <summary>Goes on to the next bundle.</summary>
    public void Close(long bundle)
    {
        Flush(bundle);
        Dispose();
        _file = null;
        _written = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
