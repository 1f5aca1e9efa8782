using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sandbox.Features;

/// <summary>
/// The layout of <c>features.bin</c>, little-endian: header and names | directory | rows | keys, padded by a window. Sections start on pages of 4 KiB.
/// Keys ascend; row i belongs to key i; directory entry b is the first key whose top <see cref="DirectoryBits"/> bits are ≥ b.
/// <see cref="Window"/> is the largest number of keys that share those bits: a look-up reads that many keys, always.
/// Every offset follows from the header, so that no file can point outside itself; the header is written last, so that
/// a crash while writing leaves a file that is refused.
/// </summary>
internal sealed record FeatureFileHeader(IReadOnlyList<string> Names, int Count, int DirectoryBits, int Window)
{
    /// <summary>The most subjects that one file holds.</summary>
    public const int MaxCount = 1 << 30;

    /// <summary>Keys share a directory entry by about this many.</summary>
    private const int KeysPerEntry = 4;

    public const int KeySize = 16;
    private const int Page = 4096;
    private const int MaxNames = 1 << 16;
    private const int FixedSize = 64;

    private static ReadOnlySpan<byte> Magic => "DPGFEAT1"u8;

    public long DirectoryOffset => Page * (1L + ((FixedSize + NamesBytes.Length) / Page));

    public long RowsOffset => Align(DirectoryOffset + (4L << DirectoryBits));

    public int RowSize => Names.Count * sizeof(float);

    public long KeysOffset => Align(RowsOffset + ((long)Count * RowSize));

    public long FileLength => KeysOffset + (((long)Count + Window) * KeySize);

    private byte[] NamesBytes => Encoding.UTF8.GetBytes(string.Join('\n', Names));

    /// <summary>The directory's size for so many subjects.</summary>
    public static int BitsFor(int count)
    {
        var bits = 0;
        while (((long)KeysPerEntry << bits) < count) bits++;
        return bits;
    }

    /// <summary>The directory entry of a key.</summary>
    public static int Entry(UInt128 key, int bits) => bits == 0 ? 0 : (int)((ulong)(key >> 64) >> (64 - bits));

    // magic 8 | names length 4 | features 4 | count 4 | bits 4 | window 4 | zero 4 | SHA-256 of all that and the names 32 | names
    public byte[] ToBytes()
    {
        var names = NamesBytes;
        var bytes = new byte[FixedSize + names.Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), names.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Names.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), DirectoryBits);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Window);
        names.CopyTo(bytes, FixedSize);
        SHA256.HashData(bytes, bytes.AsSpan(32));
        return bytes;
    }

    /// <summary>Reads and checks the header against the file's length. Costs the same whatever the file holds.</summary>
    /// <exception cref="FeatureFileException">Foreign, altered or truncated.</exception>
    public static FeatureFileHeader Read(SafeFileHandle file)
    {
        Span<byte> start = stackalloc byte[FixedSize];
        if (RandomAccess.Read(file, start, 0) < FixedSize || !start[..8].SequenceEqual(Magic)) throw new FeatureFileException("This is not a feature store.");
        var namesLength = BinaryPrimitives.ReadInt32LittleEndian(start[8..]);
        if (namesLength is < 0 or > MaxNames) throw new FeatureFileException("The feature store's header is damaged.");
        var bytes = new byte[FixedSize + namesLength];
        if (RandomAccess.Read(file, bytes, 0) < bytes.Length) throw new FeatureFileException("The feature store is truncated.");
        var names = Encoding.UTF8.GetString(bytes, FixedSize, namesLength);
        var header = new FeatureFileHeader(
            namesLength == 0 ? [] : names.Split('\n'),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(16)),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(20)),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(24)));
        if (header.Count is < 0 or > MaxCount || header.Window < 1 || header.Window > MaxCount
            || header.DirectoryBits != BitsFor(header.Count) || !header.ToBytes().AsSpan().SequenceEqual(bytes))
            throw new FeatureFileException("The feature store's header is damaged.");
        if (RandomAccess.GetLength(file) != header.FileLength) throw new FeatureFileException("The feature store is truncated.");
        return header;
    }

    private static long Align(long offset) => (offset + Page - 1) / Page * Page;
}
