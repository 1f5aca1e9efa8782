using System.Numerics;
using Sandbox.Privacy.Accounting;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;
using Sandbox.Privacy.Plans;
using Testing;

namespace Sandbox.Tests.Privacy.GoogleCases;

/// <summary>
/// A case mapped to our mechanism. Real numbers become whole ones on a lattice 64 times finer than the case's granularity, so that rounding to it is nothing beside the
/// noise. "Partitions contributed" is L₀ of the plan per subject, with one bounded number in each.
/// </summary>
internal sealed class GoogleCase
{
    private const int Finer = 64;

    private readonly double _unit;
    private readonly double _granularity;
    private readonly bool _isShort;
    private readonly INoise _noise;
    private readonly BigInteger _raw;
    private readonly BigInteger _neighbour;

    /// <summary>Maps a case.</summary>
    /// <param name="test">What is tested.</param>
    /// <param name="sampling">The mechanism and the two inputs.</param>
    /// <param name="prefix">How the inputs' fields are called.</param>
    /// <param name="lessSensitive">The control: the mechanism is made for a sensitivity that many times smaller than the truth.</param>
    public GoogleCase(TextProto test, TextProto sampling, string prefix, double lessSensitive = 1)
    {
        _granularity = test.Number("granularity", 1);
        var isCount = prefix == "raw_increment_by";
        _unit = isCount ? 1 : _granularity / Finer;
        Epsilon = test.Number("epsilon");
        Allowed = test.Number("delta") + test.Number("delta_tolerance");
        _isShort = Samples < sampling.Number("number_of_samples");
        var partitions = (int)sampling.Number("max_partitions_contributed");
        var (lower, upper) = isCount ? (0, 1) : (Lattice(sampling.Number("lower_bound")), Lattice(sampling.Number("upper_bound")));
        Shape shape = isCount ? new RowCountShape() : new SumShape((long)(lower / lessSensitive), (long)(upper / lessSensitive));
        var epsilon = Math.Min(sampling.Number("epsilon") * (isCount ? lessSensitive : 1), 9);
        var spend = sampling.Text("noise_type") == "LAPLACE" ? Spend.Laplace((long)(epsilon * 1e6)) : Spend.Gaussian(NanoRho(epsilon, sampling.Number("delta")));
        _noise = spend.Noises(shape.Components(Bounding.PerSubject(partitions, 1), partitions))[0];
        BigInteger Sum(string name) => isCount
            ? new BigInteger(sampling.Numbers(name).Sum())
            : sampling.Numbers(name).Aggregate(BigInteger.Zero, (sum, x) => sum + Math.Clamp(Lattice(x), lower, upper));
        (_raw, _neighbour) = (Sum(prefix), Sum("neighbour_" + prefix));
    }

    public static int Samples { get; } = Length.Of(8_000, 1_000_000);

    public double Epsilon { get; }

    public double Allowed { get; }

    public bool Accepts(ulong seed)
    {
        var bits = new SeededBits(seed);
        Dictionary<long, long> Side(BigInteger input) =>
            StatisticalTest.Histogram(Enumerable.Range(0, Samples).Select(_ => (double)(input + _noise.Sample(bits)) * _unit), _granularity);
        return StatisticalTest.IsDifferentiallyPrivate(Side(_raw), Side(_neighbour), Samples, Epsilon, Allowed, _isShort);
    }

    // Our price for (ε, δ): the largest ρ that is (ε, δ)-differentially private by the conversion that is shown to people.
    private static long NanoRho(double epsilon, double delta)
    {
        var (low, high) = (1L, Prices.MaxNanoRho);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (Conversion.Epsilon(middle / 1e9, delta) <= epsilon) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private long Lattice(double value) => (long)Math.Round(value / _unit);
}
