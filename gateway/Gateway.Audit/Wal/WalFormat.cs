using System.Security.Cryptography;

namespace Gateway.Audit.Wal;

/// <summary>
/// A write-ahead segment is a header block and records, each beginning at a multiple of <see cref="Block"/>, so that no write touches a block that
/// holds an acknowledged record. Integers are little-endian.
/// <code>
/// header  magic 8 · segment 8 · first sequence 8 · first index 8 · digest of the record before 32 · origin length 4 · origin · SHA-256 of it all 32
/// record  magic 4 · size 4 · sequence 8 · first index 8 · entries 4 · hashes 4 · digest of the record before 32
///         for each entry: its size 4 · its subjects 4 · its leaf hash 32
///         the subjects' keyed hashes, 32 each
///         SHA-256 of all that 32
///         for each entry: 0x00 · its bytes
/// </code>
/// The digest covers the entries' bytes by their leaf hashes, so each byte is hashed once, by whoever brought it.
/// A record counts only if it follows from the one before: what a segment held in an earlier life does not.
/// </summary>
internal static class WalFormat
{
    public const int Block = 4096;
    public const int Digest = SHA256.HashSizeInBytes;
    public const uint RecordMagic = 0x52_47_50_44; // "DPGR"
    public const int RecordHeader = 64;
    public const int EntryHeader = 8 + SHA256.HashSizeInBytes;
    public const int MaxOrigin = 128;
    public const int SegmentHeader = 68;

    public static ReadOnlySpan<byte> SegmentMagic => "DPGWAL01"u8;

    /// <summary>The size rounded up to whole blocks.</summary>
    public static long Padded(long size) => (size + Block - 1) / Block * Block;
}

/// <summary>A place between two records.</summary>
/// <param name="Segment">The number of the segment.</param>
/// <param name="Offset">Where in it the next record goes.</param>
/// <param name="Sequence">The next record's sequence number.</param>
/// <param name="Next">The next entry's index.</param>
/// <param name="Digest">The digest of the record before; zeros before the first.</param>
internal sealed record WalPosition(long Segment, long Offset, long Sequence, long Next, byte[] Digest)
{
    /// <summary>Where a log begins.</summary>
    public static WalPosition Beginning { get; } = new(0, WalFormat.Block, 0, 0, new byte[WalFormat.Digest]);
}
