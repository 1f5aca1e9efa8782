using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Sandbox.Protocol.Encrypted;

/// <summary>
/// The answer to an encrypted request, as the consumer gets it, byte for byte. Numbers are big-endian.
/// <code>
/// 8   "DPGENCAN"
/// 1   version, 1
/// 32  SHA-256 of the parameters
/// 32  SHA-256 of the request
/// 32  SHA-256 of the model
/// 16  data version
/// 1   precision: what the contribution of the other side was rounded down to, in points
/// 2   subjects, as in the request
///     a bit a subject, the first the highest of the first byte: 1 scored, 0 not in the dataset
/// 4   length of the ciphertext, 131185
///     the ciphertext: points, unrounded, a slot a subject
/// </code>
/// </summary>
/// <param name="RequestSha256">The request that it answers (32 bytes).</param>
/// <param name="Model">The model's SHA-256 (lower-case hexadecimal).</param>
/// <param name="DataVersion">The data version (32 hexadecimal digits).</param>
/// <param name="Precision">1 to 100 points.</param>
/// <param name="Scored">For each subject whether it was scored.</param>
/// <param name="Ciphertext">Only the key that encrypted the request opens it.</param>
public sealed record EncryptedAnswer(
    ReadOnlyMemory<byte> RequestSha256, string Model, string DataVersion, int Precision, IReadOnlyList<bool> Scored, ReadOnlyMemory<byte> Ciphertext)
{
    /// <summary>The media type of the container.</summary>
    public const string MediaType = "application/vnd.dpg.encrypted-answer";

    private const byte Version = 1;
    private const int FixedHead = 8 + 1 + 32 + 32 + 32 + 16 + 1 + 2;

    private static ReadOnlySpan<byte> Magic => "DPGENCAN"u8;

    /// <summary>Writes the container.</summary>
    public byte[] ToBytes()
    {
        var mask = FixedHead;
        var at = mask + MaskLength(Scored.Count);
        var bytes = new byte[at + 4 + Ciphertext.Length];
        Magic.CopyTo(bytes);
        bytes[8] = Version;
        CkksParameters.Sha256.Span.CopyTo(bytes.AsSpan(9));
        RequestSha256.Span.CopyTo(bytes.AsSpan(41));
        Convert.FromHexString(Model).CopyTo(bytes, 73);
        Convert.FromHexString(DataVersion).CopyTo(bytes, 105);
        bytes[121] = (byte)Precision;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(122), (ushort)Scored.Count);
        for (var i = 0; i < Scored.Count; i++)
            if (Scored[i]) bytes[mask + (i / 8)] |= (byte)(0x80 >> (i % 8));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), (uint)Ciphertext.Length);
        Ciphertext.Span.CopyTo(bytes.AsSpan(at + 4));
        return bytes;
    }

    /// <summary>Reads a container; false unless every part is as it must be.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> container, [NotNullWhen(true)] out EncryptedAnswer? answer)
    {
        answer = null;
        var bytes = container.Span;
        if (bytes.Length < FixedHead || !bytes.StartsWith(Magic) || bytes[8] != Version
            || !bytes.Slice(9, 32).SequenceEqual(CkksParameters.Sha256.Span)) return false;
        var count = BinaryPrimitives.ReadUInt16BigEndian(bytes[122..]);
        var at = FixedHead + MaskLength(count);
        if (count is < 1 or > CkksParameters.Slots || bytes.Length != at + 4 + CiphertextShape.AnswerLength
            || BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) != CiphertextShape.AnswerLength
            || !CiphertextShape.IsAnswer(bytes[(at + 4)..])) return false;
        var scored = new bool[count];
        for (var i = 0; i < count; i++) scored[i] = (bytes[FixedHead + (i / 8)] & (0x80 >> (i % 8))) != 0;
        answer = new EncryptedAnswer(
            container.Slice(41, 32), Convert.ToHexStringLower(bytes.Slice(73, 32)), Convert.ToHexStringLower(bytes.Slice(105, 16)), bytes[121], scored,
            container[(at + 4)..]);
        return true;
    }

    private static int MaskLength(int subjects) => (subjects + 7) / 8;
}
