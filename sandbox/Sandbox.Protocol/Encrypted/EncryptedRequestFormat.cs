using System.Buffers.Binary;
using System.Text;

namespace Sandbox.Protocol.Encrypted;

/// <summary>
/// The container of an encrypted request, version 1. Numbers are big-endian; a text is one byte of length and ASCII.
/// <code>
/// 8   "DPGENCRQ"
/// 1   version, 1
/// 32  SHA-256 of the parameters (CkksParameters.Sha256)
///     text   purpose
///     text   contract
/// 4   contract version
/// 1   features, 1 to 32
///     for each: text name, 8 lower bound, 8 upper bound (IEEE 754 doubles)
/// 2   subjects, 1 to 4096
///     for each: text, its canonical id
/// 4   length of each ciphertext, 131266
///     for each feature: its ciphertext, as SEAL saves it, uncompressed
/// </code>
/// Nothing may follow.
/// </summary>
public static class EncryptedRequestFormat
{
    /// <summary>The format's version.</summary>
    public const byte Version = 1;

    internal static ReadOnlySpan<byte> Magic => "DPGENCRQ"u8;

    /// <summary>Writes a container.</summary>
    /// <param name="request">What it says in the clear; its offset is not looked at.</param>
    /// <param name="ciphertexts">One a feature, one after the other.</param>
    public static byte[] Write(EncryptedRequest request, ReadOnlySpan<byte> ciphertexts)
    {
        if (ciphertexts.Length != request.Features.Count * CiphertextShape.SeededLength)
            throw new ArgumentException("There must be one ciphertext a feature.", nameof(ciphertexts));
        using var head = new MemoryStream();
        head.Write(Magic);
        head.WriteByte(Version);
        head.Write(CkksParameters.Sha256.Span);
        Text(head, request.Purpose);
        Text(head, request.Contract);
        Number(head, (uint)request.ContractVersion, 4);
        Number(head, (uint)request.Features.Count, 1);
        foreach (var feature in request.Features)
        {
            Text(head, feature.Name);
            Number(head, BitConverter.DoubleToUInt64Bits(feature.Lower), 8);
            Number(head, BitConverter.DoubleToUInt64Bits(feature.Upper), 8);
        }
        Number(head, (uint)request.Subjects.Count, 2);
        foreach (var subject in request.Subjects) Text(head, subject.Value);
        Number(head, CiphertextShape.SeededLength, 4);
        return [.. head.ToArray(), .. ciphertexts];
    }

    private static void Text(MemoryStream to, string text)
    {
        to.WriteByte(checked((byte)text.Length));
        to.Write(Encoding.ASCII.GetBytes(text));
    }

    private static void Number(MemoryStream to, ulong value, int bytes)
    {
        Span<byte> all = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(all, value);
        to.Write(all[^bytes..]);
    }
}
