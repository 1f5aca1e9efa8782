using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>A distribution over the integers, symmetric about 0, that is added to an integer before it leaves.</summary>
public interface INoise
{
    /// <summary>An upper bound of its standard deviation. For estimates and for people; no draw depends on it.</summary>
    double StandardDeviation { get; }

    /// <summary>The smallest whole number t with P[|X| &gt; t] ≤ 5 %.</summary>
    double HalfWidth { get; }

    /// <summary>How many standard deviations a 95 % interval of a combination of such draws takes to each side.</summary>
    double IntervalFactor { get; }

    /// <summary>One independent draw.</summary>
    BigInteger Sample(IRandomBits bits);
}
