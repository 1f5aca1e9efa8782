using System.Buffers.Binary;
using Gateway.Audit.Appending;
using Gateway.Audit.Merkle;

namespace Gateway.Audit.Wal;

/// <summary>Puts a group's record together, in a buffer that is used again.</summary>
internal sealed class WalRecordBuilder
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _padded;
    private int _digestAt;

    /// <summary>The record, filled up to whole blocks.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _padded);

    /// <summary>Its digest.</summary>
    public ReadOnlySpan<byte> Digest => _bytes.AsSpan(_digestAt, WalFormat.Digest);

    /// <summary>Builds the record of a group, and gives its entries their indexes.</summary>
    public void Build(ReadOnlySpan<PendingAppend> group, WalPosition at)
    {
        var (hashes, entries) = (0, 0);
        foreach (var append in group)
        {
            hashes += append.Hashes.Length;
            entries += append.Entry.Prefixed.Length;
        }

        var hashAt = WalFormat.RecordHeader + (group.Length * WalFormat.EntryHeader);
        _digestAt = hashAt + hashes;
        var entryAt = _digestAt + WalFormat.Digest;
        var size = entryAt + entries;
        _padded = (int)WalFormat.Padded(size);
        if (_bytes.Length < _padded) _bytes = new byte[Math.Max(_padded, _bytes.Length * 2)];

        var to = _bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(to, WalFormat.RecordMagic);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], size);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], at.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(to[16..], at.Next);
        BinaryPrimitives.WriteInt32LittleEndian(to[24..], group.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to[28..], hashes / TreeHash.Size);
        at.Digest.CopyTo(to[32..]);
        for (var i = 0; i < group.Length; i++)
        {
            var append = group[i];
            append.Index = at.Next + i;
            var header = to[(WalFormat.RecordHeader + (i * WalFormat.EntryHeader))..];
            BinaryPrimitives.WriteInt32LittleEndian(header, append.Entry.Prefixed.Length - 1);
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], append.Hashes.Length / TreeHash.Size);
            append.LeafHash.CopyTo(header[8..]);
            append.Hashes.CopyTo(to[hashAt..]);
            hashAt += append.Hashes.Length;
            append.Entry.Prefixed.CopyTo(to[entryAt..]);
            entryAt += append.Entry.Prefixed.Length;
        }

        Hashing.Digest.Of(to[.._digestAt], to[_digestAt..]);
        to[size.._padded].Clear();
    }
}
