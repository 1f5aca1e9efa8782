using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Audit.Subjects;

namespace Gateway.Audit.Segments;

/// <summary>
/// A record of the sidecar announces a group of entries before they are written: where they will stand, the hash of their last line, and the
/// keyed hashes of their subjects. Big-endian: size of the record (4 bytes), entries (4), first index (8), offset (8) and length (4) in the
/// segment, hash of the last line (32); for each entry the number of its subjects (4) and their hashes (32 each); SHA-256 of all that (32).
/// A record of no entries is a seal: everything before it was acknowledged.
/// </summary>
/// <param name="At">Where the record stands in the sidecar.</param>
/// <param name="Size">How long it is.</param>
/// <param name="First">The index of its first entry.</param>
/// <param name="Entries">How many entries there are.</param>
/// <param name="Offset">Where its lines begin in the segment.</param>
/// <param name="Length">How long they are.</param>
/// <param name="Head">SHA-256 of the last line; of the line before the group when it has none.</param>
internal sealed record GroupRecord(long At, int Size, long First, int Entries, long Offset, int Length, byte[] Head)
{
    public const int HeaderSize = 60;
    public const int MinSize = HeaderSize + SHA256.HashSizeInBytes;

    /// <summary>The index after its last entry.</summary>
    public long Next => First + Entries;

    /// <summary>Where its lines end in the segment.</summary>
    public long End => Offset + Length;

    /// <summary>The size that a record claims; 0 when no record can be so small.</summary>
    public static int ClaimedSize(ReadOnlySpan<byte> header)
    {
        var size = BinaryPrimitives.ReadUInt32BigEndian(header);
        return size is >= MinSize and <= int.MaxValue ? (int)size : 0;
    }

    public static void WriteHeader(Span<byte> to, int size, int entries, long first, long offset, int length, ReadOnlySpan<byte> head)
    {
        BinaryPrimitives.WriteInt32BigEndian(to, size);
        BinaryPrimitives.WriteInt32BigEndian(to[4..], entries);
        BinaryPrimitives.WriteInt64BigEndian(to[8..], first);
        BinaryPrimitives.WriteInt64BigEndian(to[16..], offset);
        BinaryPrimitives.WriteInt32BigEndian(to[24..], length);
        head.CopyTo(to[28..]);
    }

    /// <summary>Null when the bytes are no whole record.</summary>
    public static GroupRecord? Parse(ReadOnlySpan<byte> record, long at)
    {
        Span<byte> checksum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(record[..^SHA256.HashSizeInBytes], checksum);
        if (!checksum.SequenceEqual(record[^SHA256.HashSizeInBytes..])) return null;
        return new GroupRecord(
            at,
            record.Length,
            BinaryPrimitives.ReadInt64BigEndian(record[8..]),
            BinaryPrimitives.ReadInt32BigEndian(record[4..]),
            BinaryPrimitives.ReadInt64BigEndian(record[16..]),
            BinaryPrimitives.ReadInt32BigEndian(record[24..]),
            record[28..HeaderSize].ToArray());
    }

    /// <summary>The root over each entry's subjects, null where it has none; null when the record does not hold what it claims.</summary>
    public static byte[]?[]? Roots(ReadOnlySpan<byte> record, int entries)
    {
        var rest = record[HeaderSize..^SHA256.HashSizeInBytes];
        if (entries < 0 || entries > rest.Length / 4) return null;
        var roots = new byte[]?[entries];
        for (var i = 0; i < entries; i++)
        {
            if (rest.Length < 4) return null;
            var subjects = BinaryPrimitives.ReadUInt32BigEndian(rest);
            rest = rest[4..];
            if (subjects > rest.Length / MerkleTree.HashSize) return null;
            var hashes = rest[..((int)subjects * MerkleTree.HashSize)];
            rest = rest[hashes.Length..];
            if (hashes.IsEmpty) continue;
            MerkleTree.Root(hashes, roots[i] = new byte[MerkleTree.HashSize]);
        }

        return rest.IsEmpty ? roots : null;
    }
}
