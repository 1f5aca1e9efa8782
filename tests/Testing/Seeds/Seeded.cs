namespace Testing.Seeds;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same sequence from the same seed on every machine.</summary>
public sealed class Seeded(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A number from 0 to <paramref name="bound"/> − 1.</summary>
    public int Next(int bound) => (int)(ulong)((UInt128)NextBits() * (ulong)bound >> 64);

    /// <summary>True once in <paramref name="times"/> times.</summary>
    public bool OneIn(int times) => Next(times) == 0;

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + Next(high - low + 1);

    /// <summary>One of some things.</summary>
    public T Pick<T>(IReadOnlyList<T> things) => things[Next(things.Count)];

    /// <summary>The things in another order, each as likely as any (Fisher and Yates, as by Durstenfeld 1964).</summary>
    public T[] Shuffle<T>(IEnumerable<T> things)
    {
        T[] shuffled = [.. things];
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var other = Next(i + 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }

        return shuffled;
    }
}
