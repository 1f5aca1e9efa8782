using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Audit.Files;

namespace Gateway.Audit.Wal;

/// <summary>The first block of a segment: which log's, and where it stands.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Start">Where its first record goes.</param>
internal sealed record WalSegmentHeader(string Origin, WalPosition Start)
{
    /// <summary>The whole block.</summary>
    public byte[] ToBlock()
    {
        var block = new byte[WalFormat.Block];
        WalFormat.SegmentMagic.CopyTo(block);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(8), Start.Segment);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(16), Start.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(24), Start.Next);
        Start.Digest.CopyTo(block.AsSpan(32));
        var length = Encoding.ASCII.GetBytes(Origin, block.AsSpan(WalFormat.SegmentHeader));
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(64), length);
        var end = WalFormat.SegmentHeader + length;
        SHA256.HashData(block.AsSpan(0, end), block.AsSpan(end));
        return block;
    }

    /// <summary>Null when the segment does not begin with a header.</summary>
    public static WalSegmentHeader? Read(ILogFile file)
    {
        Span<byte> block = stackalloc byte[WalFormat.SegmentHeader + WalFormat.MaxOrigin + WalFormat.Digest];
        if (file.ReadAll(block, 0) < block.Length || !block.StartsWith(WalFormat.SegmentMagic)) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(block[64..]);
        if (length is < 0 or > WalFormat.MaxOrigin) return null;
        var end = WalFormat.SegmentHeader + length;
        Span<byte> digest = stackalloc byte[WalFormat.Digest];
        SHA256.HashData(block[..end], digest);
        if (!digest.SequenceEqual(block.Slice(end, WalFormat.Digest))) return null;
        return new WalSegmentHeader(
            Encoding.ASCII.GetString(block[WalFormat.SegmentHeader..end]),
            new WalPosition(
                BinaryPrimitives.ReadInt64LittleEndian(block[8..]),
                WalFormat.Block,
                BinaryPrimitives.ReadInt64LittleEndian(block[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(block[24..]),
                block.Slice(32, WalFormat.Digest).ToArray()));
    }
}
