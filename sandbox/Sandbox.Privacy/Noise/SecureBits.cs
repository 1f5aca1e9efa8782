using System.Security.Cryptography;

namespace Sandbox.Privacy.Noise;

/// <summary>The operating system's generator, in blocks: one call a few hundred draws.</summary>
/// <remarks>Not safe for several threads; each query has its own. Bytes are wiped as they are used.</remarks>
public sealed class SecureBits : IRandomBits
{
    private readonly byte[] _block = new byte[4096];
    private int _used = 4096;

    /// <inheritdoc/>
    public void Fill(Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_used == _block.Length)
            {
                RandomNumberGenerator.Fill(_block);
                _used = 0;
            }

            var count = Math.Min(bytes.Length, _block.Length - _used);
            var taken = _block.AsSpan(_used, count);
            taken.CopyTo(bytes);
            taken.Clear();
            _used += count;
            bytes = bytes[count..];
        }
    }
}
