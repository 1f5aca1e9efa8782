using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sandbox.Privacy.Noise;

/// <summary>The operating system's generator, in blocks: one call a few hundred draws.</summary>
/// <remarks>Not safe for several threads; each query has its own. No bit is used twice, and words are wiped as they are used.</remarks>
public sealed class SecureBits : IRandomBits
{
    private readonly ulong[] _block = new ulong[512];
    private int _used = 512;
    private ulong _word;
    private int _left;

    /// <inheritdoc/>
    public ulong Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 64);
        var mask = ulong.MaxValue >> (64 - count);
        if (count <= _left)
        {
            var draw = _word & mask;
            _word = count == 64 ? 0 : _word >> count;
            _left -= count;
            return draw;
        }

        var next = Next();
        var whole = _left == 0 ? next : _word | (next << _left);
        var taken = count - _left;
        _word = taken == 64 ? 0 : next >> taken;
        _left = 64 - taken;
        return whole & mask;
    }

    private ulong Next()
    {
        if (_used == _block.Length)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_block.AsSpan()));
            _used = 0;
        }

        var word = _block[_used];
        _block[_used++] = 0;
        return word;
    }
}
