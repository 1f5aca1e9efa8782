using System.Buffers.Binary;
using Gateway.Audit.Merkle;

namespace Gateway.Audit.Wal;

/// <summary>Goes through a record's entries.</summary>
internal ref struct WalEntries
{
    private readonly ReadOnlySpan<byte> _record;
    private readonly int _entries;
    private readonly int _hashesEnd;
    private int _entry;
    private int _hashAt;
    private int _at;

    public WalEntries(ReadOnlySpan<byte> record, int entries, int hashes)
    {
        _record = record;
        _entries = entries;
        _entry = -1;
        _hashAt = WalFormat.RecordHeader + (entries * WalFormat.EntryHeader);
        _hashesEnd = _hashAt + (hashes * TreeHash.Size);
        _at = _hashesEnd + WalFormat.Digest;
    }

    /// <summary>The entry's leaf hash.</summary>
    public ReadOnlySpan<byte> LeafHash { get; private set; }

    /// <summary>0x00 and the entry's bytes.</summary>
    public ReadOnlySpan<byte> Prefixed { get; private set; }

    /// <summary>Its subjects' keyed hashes.</summary>
    public ReadOnlySpan<byte> Subjects { get; private set; }

    /// <summary>True when every entry was gone through and nothing is left over.</summary>
    public readonly bool IsWhole => _entry == _entries && _at == _record.Length && _hashAt == _hashesEnd;

    public bool MoveNext()
    {
        if (_entry >= _entries || ++_entry == _entries) return false;
        var header = _record.Slice(WalFormat.RecordHeader + (_entry * WalFormat.EntryHeader), WalFormat.EntryHeader);
        var size = BinaryPrimitives.ReadInt32LittleEndian(header);
        var subjects = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        // A record that claims more than it holds ends early, and so is not whole.
        if (size < 0 || size >= _record.Length - _at || _record[_at] != TreeHash.LeafPrefix
            || subjects < 0 || subjects > (_hashesEnd - _hashAt) / TreeHash.Size)
        {
            _entry = _entries + 1;
            return false;
        }

        LeafHash = header[8..];
        Prefixed = _record.Slice(_at, 1 + size);
        Subjects = _record.Slice(_hashAt, subjects * TreeHash.Size);
        _at += 1 + size;
        _hashAt += subjects * TreeHash.Size;
        return true;
    }
}
