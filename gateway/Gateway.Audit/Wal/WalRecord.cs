using System.Buffers.Binary;
using Gateway.Audit.Files;
using Gateway.Audit.Merkle;

namespace Gateway.Audit.Wal;

/// <summary>A record as read into a buffer that is used again.</summary>
internal sealed class WalRecord
{
    // Most records are no longer: read together with their header.
    private const int Ahead = 16 * 1024;

    private byte[] _bytes = new byte[64 * 1024];
    private int _entries;
    private int _hashes;

    /// <summary>Its size, without what fills its last block.</summary>
    public int Size { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>The index of its first entry.</summary>
    public long First { get; private set; }

    /// <summary>The index after its last entry.</summary>
    public long Next => First + _entries;

    /// <summary>The digest of the record before.</summary>
    public ReadOnlySpan<byte> Previous => _bytes.AsSpan(32, WalFormat.Digest);

    /// <summary>Its own digest.</summary>
    public ReadOnlySpan<byte> Digest => _bytes.AsSpan(Covered, WalFormat.Digest);

    /// <summary>The record's bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Size);

    private int Covered => WalFormat.RecordHeader + (_entries * WalFormat.EntryHeader) + (_hashes * TreeHash.Size);

    /// <summary>Reads what claims to be a record, and checks it against its own digest.</summary>
    /// <param name="file">The segment.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="withEntries">Also checks the entries' bytes, which the process that wrote them need not.</param>
    public bool TryRead(ILogFile file, long offset, bool withEntries)
    {
        var read = file.ReadAll(_bytes.AsSpan(0, Ahead), offset);
        if (!TryClaim(file, offset, read)) return false;
        if (_bytes.Length < Size) Array.Resize(ref _bytes, Math.Max(Size, _bytes.Length * 2));
        if (read < Size && read + file.ReadAll(_bytes.AsSpan(read, Size - read), offset + read) < Size) return false;
        if (Covered + WalFormat.Digest > Size) return false;
        Span<byte> digest = stackalloc byte[WalFormat.Digest];
        Hashing.Digest.Of(_bytes.AsSpan(0, Covered), digest);
        return digest.SequenceEqual(Digest) && (!withEntries || EntriesHold());
    }

    /// <summary>The entries, in order.</summary>
    public WalEntries Entries() => new(_bytes.AsSpan(0, Size), _entries, _hashes);

    /// <summary>Reads a header alone: what a torn record claims to be.</summary>
    public bool TryClaim(ILogFile file, long offset) => TryClaim(file, offset, file.ReadAll(_bytes.AsSpan(0, WalFormat.RecordHeader), offset));

    private bool TryClaim(ILogFile file, long offset, int read)
    {
        var header = _bytes.AsSpan(0, WalFormat.RecordHeader);
        if (read < header.Length || BinaryPrimitives.ReadUInt32LittleEndian(header) != WalFormat.RecordMagic) return false;
        Size = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        Sequence = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        First = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        _entries = BinaryPrimitives.ReadInt32LittleEndian(header[24..]);
        _hashes = BinaryPrimitives.ReadInt32LittleEndian(header[28..]);
        // Bounds first: a claim must not overflow a sum, nor ask for more memory than the file has bytes.
        return Size >= WalFormat.RecordHeader + WalFormat.Digest && (Size <= read || Size <= file.Length - offset)
            && _entries > 0 && _entries <= Size / WalFormat.EntryHeader
            && _hashes >= 0 && _hashes <= Size / TreeHash.Size
            && First >= 0 && First <= long.MaxValue - _entries;
    }

    private bool EntriesHold()
    {
        Span<byte> leaf = stackalloc byte[TreeHash.Size];
        var entries = Entries();
        while (entries.MoveNext())
        {
            TreeHash.Leaf(entries.Prefixed, leaf);
            if (!leaf.SequenceEqual(entries.LeafHash)) return false;
        }

        return entries.IsWhole;
    }
}
