using Sandbox.Privacy.Noise;
using Testing.Seeds;

namespace Sandbox.Tests.Privacy;

/// <summary>Bits that are the same in every run, for statistical tests that must not fail once in a while.</summary>
internal sealed class SeededBits(ulong seed) : IRandomBits
{
    private readonly Seeded _seeded = new(seed);

    public ulong Take(int count) => _seeded.NextBits() >> (64 - count);
}
