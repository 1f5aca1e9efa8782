using System.Buffers.Binary;

namespace Sandbox.Protocol.Encrypted;

/// <summary>
/// What the bytes of a ciphertext must be, checked before SEAL sees one of them. SEAL's own format (4.1, uncompressed) leaves a ciphertext of given
/// parameters no freedom but its coefficients and the seed: everything else is the same in each, so it is compared with what SEAL itself writes.
/// <para>A seeded ciphertext holds one polynomial and the seed of the other, so a transparent one, whose other polynomial is 0, cannot be written down.</para>
/// </summary>
public static class CiphertextShape
{
    /// <summary>The length of a fresh seeded symmetric ciphertext, in bytes.</summary>
    public const int SeededLength = Prefix + (2 * CkksParameters.Degree * sizeof(ulong)) + Seed;

    /// <summary>The length of an answer's ciphertext, two polynomials under the first prime, in bytes.</summary>
    public const int AnswerLength = Prefix + (2 * CkksParameters.Degree * sizeof(ulong));

    /// <summary>Where a ciphertext's coefficients begin, as little-endian 64-bit numbers.</summary>
    public const int CoefficientsOffset = Prefix;

    // header 16 | parameters' id 32 | NTT form 1 | polynomials 8 | degree 8 | primes 8 | scale 8 | correction factor 8 | header 16 | coefficients 8
    private const int Prefix = 113;
    private const int ScaleOffset = 73;

    private const int SeedSize = 64;

    // header 16 | generator 1 | seed 64
    private const int Seed = 16 + 1 + SeedSize;

    // Magic, header size 16, version 4.1, no compression, a reserved 0, then the length of what follows.
    private static ReadOnlySpan<byte> Header => [0x5E, 0xA1, 0x10, 0x04, 0x01, 0x00, 0x00, 0x00];

    // SEAL's hash (BLAKE2b) of the parameters at the level of fresh ciphertexts, and of answers.
    private static ReadOnlySpan<byte> SeededId =>
    [
        0x4F, 0x3B, 0x3B, 0x78, 0x4E, 0x70, 0xF1, 0xE5, 0x03, 0xAA, 0x9D, 0xC1, 0xA5, 0x9A, 0x0D, 0x33,
        0x8B, 0xB8, 0x52, 0x15, 0x0F, 0x8D, 0x61, 0xC3, 0xD1, 0xCC, 0xA7, 0x8F, 0x02, 0x70, 0x7B, 0x81,
    ];

    private static ReadOnlySpan<byte> AnswerId =>
    [
        0x76, 0x14, 0xEE, 0x5C, 0xDA, 0x3F, 0xF3, 0x2A, 0xB3, 0x76, 0x9D, 0xEC, 0xD1, 0x8E, 0xA7, 0xE1,
        0x4D, 0x7C, 0xBA, 0x11, 0xE9, 0xDE, 0x2A, 0xED, 0x1A, 0x5B, 0x05, 0xF9, 0xF4, 0x49, 0xF9, 0x94,
    ];

    /// <summary>A ciphertext of seeded shape with all coefficients 0 and a seed of one repeated byte, to be filled in.</summary>
    public static byte[] EmptySeeded(byte seed)
    {
        const byte blake2xb = 1;
        var bytes = new byte[SeededLength];
        WriteHeader(bytes, SeededLength);
        SeededId.CopyTo(bytes.AsSpan(16));
        bytes[48] = 1;
        Write(bytes, 49, 2);
        Write(bytes, 57, CkksParameters.Degree);
        Write(bytes, 65, 2);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(ScaleOffset), Math.ScaleB(1, CkksParameters.ScaleBits));
        Write(bytes, 81, 1);
        WriteHeader(bytes.AsSpan(89), 16 + 8 + (2 * CkksParameters.Degree * sizeof(ulong)));
        Write(bytes, 105, 2 * CkksParameters.Degree);
        WriteHeader(bytes.AsSpan(SeededLength - Seed), Seed);
        bytes[SeededLength - Seed + 16] = blake2xb;
        bytes.AsSpan(SeededLength - Seed + 17).Fill(seed);
        return bytes;
    }

    /// <summary>Whether the bytes are as SEAL writes a fresh seeded ciphertext of these parameters. SEAL would also take others in its headers' reserved bytes.</summary>
    public static bool IsSeeded(ReadOnlySpan<byte> bytes) =>
        bytes.Length == SeededLength
        && HasPrefix(bytes, SeededId, primes: 2, coefficients: 2 * CkksParameters.Degree)
        && BinaryPrimitives.ReadDoubleLittleEndian(bytes[ScaleOffset..]) == Math.ScaleB(1, CkksParameters.ScaleBits)
        && AreBelow(bytes.Slice(Prefix, CkksParameters.Degree * sizeof(ulong)), CkksParameters.Moduli[0])
        && AreBelow(bytes.Slice(Prefix + (CkksParameters.Degree * sizeof(ulong)), CkksParameters.Degree * sizeof(ulong)), CkksParameters.Moduli[1])
        && HasSeed(bytes[^Seed..]);

    /// <summary>Whether the bytes are as SEAL writes the ciphertext of an answer. Its scale is 2⁸⁰ over the second prime.</summary>
    public static bool IsAnswer(ReadOnlySpan<byte> bytes) =>
        bytes.Length == AnswerLength
        && HasPrefix(bytes, AnswerId, primes: 1, coefficients: 2 * CkksParameters.Degree)
        && BinaryPrimitives.ReadDoubleLittleEndian(bytes[ScaleOffset..]) == Math.ScaleB(1, 2 * CkksParameters.ScaleBits) / CkksParameters.Moduli[1]
        && AreBelow(bytes[Prefix..], CkksParameters.Moduli[0]);

    /// <summary>The seed of a seeded ciphertext's second polynomial.</summary>
    public static ReadOnlySpan<byte> SeedOf(ReadOnlySpan<byte> seeded) => seeded[^SeedSize..];

    private static void WriteHeader(Span<byte> bytes, int length)
    {
        Header.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], (ulong)length);
    }

    private static void Write(byte[] bytes, int offset, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(offset), value);

    private static bool HasPrefix(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> id, ulong primes, ulong coefficients)
    {
        const byte nttForm = 1;
        const ulong polynomials = 2;
        const ulong correction = 1;
        return IsHeader(bytes, bytes.Length)
            && bytes.Slice(16, 32).SequenceEqual(id)
            && bytes[48] == nttForm
            && Number(bytes, 49) == polynomials
            && Number(bytes, 57) == CkksParameters.Degree
            && Number(bytes, 65) == primes
            && Number(bytes, 81) == correction
            && IsHeader(bytes[89..], 16 + 8 + (int)(coefficients * sizeof(ulong)))
            && Number(bytes, 105) == coefficients;
    }

    private static bool HasSeed(ReadOnlySpan<byte> bytes)
    {
        const byte blake2xb = 1;
        return IsHeader(bytes, Seed) && bytes[16] == blake2xb;
    }

    private static bool IsHeader(ReadOnlySpan<byte> bytes, int length) => bytes.StartsWith(Header) && Number(bytes, 8) == (ulong)length;

    private static ulong Number(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);

    private static bool AreBelow(ReadOnlySpan<byte> coefficients, ulong modulus)
    {
        for (var i = 0; i < coefficients.Length; i += sizeof(ulong))
            if (Number(coefficients, i) >= modulus) return false;
        return true;
    }
}
