using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sandbox.Protocol.Models;

/// <summary>
/// Who is trained on and who is held out: a property of the person, the same for every dataset, version, model and seed, so that
/// nobody who was held out once is ever trained on.
/// </summary>
public static class SubjectSplit
{
    /// <summary>The share of people held out.</summary>
    public const double HeldOutShare = 0.3;

    // 0.3 of 2^64, rounded down.
    private const ulong HeldOutBelow = 5534023222112865484;

    private static ReadOnlySpan<byte> Label => "dpg subject split v1\n"u8;

    /// <summary>
    /// Held out when the first 64 bits (big-endian) of SHA-256(<c>"dpg subject split v1\n"</c> ‖ canonical id in UTF-8) are below 0.3 · 2⁶⁴.
    /// </summary>
    public static bool IsHeldOut(SubjectId subject)
    {
        Span<byte> message = stackalloc byte[Label.Length + SubjectId.MaxLength];
        Label.CopyTo(message);
        var length = Encoding.UTF8.GetBytes(subject.Value, message[Label.Length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message[..(Label.Length + length)], hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash) < HeldOutBelow;
    }
}
