using System.Numerics;
using Sandbox.Privacy.Noise;

namespace Sandbox.Tests.Privacy;

/// <summary>
/// Every sequence of bits, one after the other: what a sampler returns for each gives its probability mass as an exact sum of powers of ½. Sequences longer
/// than the limit are cut; their mass is known, where it would have gone is not.
/// </summary>
internal sealed class EnumeratedBits : IRandomBits
{
    private readonly int _limit;
    private readonly List<(int Count, ulong Value)> _path = [];
    private int _at;
    private int _used;

    private EnumeratedBits(int limit) => _limit = limit;

    /// <summary>Mass of each outcome and what was cut off, in units of 2^−limit.</summary>
    public static (Dictionary<BigInteger, long> Mass, long Cut) Of(int limit, Func<IRandomBits, BigInteger> sample)
    {
        var (bits, mass, cut) = (new EnumeratedBits(limit), new Dictionary<BigInteger, long>(), 0L);
        do
        {
            (bits._at, bits._used) = (0, 0);
            try
            {
                var outcome = sample(bits);
                mass[outcome] = mass.GetValueOrDefault(outcome) + (1L << (limit - bits._used));
            }
            catch (TooLongException)
            {
                cut += 1L << (limit - bits._used);
            }
        }
        while (bits.Next());
        (mass.Values.Sum() + cut).ShouldBe(1L << limit);
        return (mass, cut);
    }

    public ulong Take(int count)
    {
        if (_at == _path.Count)
        {
            if (_used + count > _limit) throw new TooLongException();
            _path.Add((count, 0));
        }
        var (had, value) = _path[_at++];
        had.ShouldBe(count, "a sampler must ask for the same bits when it was given the same bits");
        _used += count;
        return value;
    }

    private bool Next()
    {
        _path.RemoveRange(_at, _path.Count - _at);
        while (_path.Count > 0)
        {
            var (count, value) = _path[^1];
            _path.RemoveAt(_path.Count - 1);
            if (value + 1 >= 1UL << count) continue;
            _path.Add((count, value + 1));
            return true;
        }
        return false;
    }

    private sealed class TooLongException : Exception;
}
