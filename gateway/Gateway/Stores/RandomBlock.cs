using System.Security.Cryptography;

namespace Gateway.Stores;

/// <summary>
/// Random bytes of the operating system, fetched by the block: a call for 16 bytes costs as much as one for 1,024. Each byte is handed out
/// once and wiped from the block as it leaves; what waits in a block is of one thread and in no one's hands.
/// </summary>
internal static class RandomBlock
{
    private const int Size = 1024;

    [ThreadStatic]
    private static byte[]? _block;

    [ThreadStatic]
    private static int _left;

    /// <summary>An array of random bytes, at most <see cref="Size"/> of them.</summary>
    public static byte[] Next(int size)
    {
        var bytes = new byte[size];
        Fill(bytes);
        return bytes;
    }

    /// <summary>Fills with random bytes, at most <see cref="Size"/> of them.</summary>
    public static void Fill(Span<byte> bytes)
    {
        var block = _block ??= new byte[Size];
        if (_left < bytes.Length)
        {
            RandomNumberGenerator.Fill(block);
            _left = Size;
        }

        var taken = block.AsSpan(_left - bytes.Length, bytes.Length);
        taken.CopyTo(bytes);
        taken.Clear();
        _left -= bytes.Length;
    }
}
