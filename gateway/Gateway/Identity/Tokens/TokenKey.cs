using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Gateway.Audit.Hashing;

namespace Gateway.Identity.Tokens;

/// <summary>The SHA-256 of a token: the cache keeps no token that could be stolen from memory and used.</summary>
internal readonly record struct TokenKey(UInt128 Left, UInt128 Right)
{
    /// <summary>Longer tokens are refused unread.</summary>
    public const int MaxTokenLength = 8192;

    /// <summary>False when the text is no token by its length or letters.</summary>
    public static bool TryCompute(ReadOnlySpan<char> token, out TokenKey key)
    {
        key = default;
        if (token.Length is 0 or > MaxTokenLength)
            return false;

        byte[]? rented = null;
        var bytes = token.Length <= 1024 ? stackalloc byte[1024] : (rented = ArrayPool<byte>.Shared.Rent(token.Length));
        try
        {
            if (Ascii.FromUtf16(token, bytes, out var written) != OperationStatus.Done)
                return false;

            Span<byte> hash = stackalloc byte[Digest.Size];
            Digest.Of(bytes[..written], hash);
            key = new TokenKey(BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
            return true;
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>The hash is uniform already.</summary>
    public override int GetHashCode() => unchecked((int)(ulong)Left);
}
