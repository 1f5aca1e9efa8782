using System.Numerics;
using Sandbox.Aggregates;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;
using Sandbox.Privacy.Plans;
using Sandbox.Tests.Aggregates;
using Testing.Seeds;

namespace Sandbox.Tests.Privacy.Mutants;

/// <summary>The checks that the suite makes of the mechanisms, in one place and short, so that they can be made of broken ones. Each says what is wrong, or nothing.</summary>
internal static class Alarms
{
    private const int Draws = 6_000;
    private const int Runs = 20_000;
    private const long CentiDelta = 10_000_000_000_000;

    public static IReadOnlyList<string> Of(Mechanisms m, ulong seed)
    {
        (string Name, Func<bool> Holds)[] checks =
        [
            ("neighbours", () => Neighbours(m, seed)),
            ("largest bounds", () => LargestBounds(m)),
            ("absurd values", () => AbsurdValues(m)),
            ("deviation", () => Deviation(m, seed)),
            ("price", () => Price(m)),
            ("uniform", () => Uniform(m, seed)),
            ("mass", () => Mass(m, seed)),
            ("low bits", () => LowBits(m, seed)),
            ("freshness", () => Freshness(m)),
            ("independence", () => Independence(m, seed)),
            ("threshold", () => Threshold(m, seed)),
            ("conversion", () => Conversion(m)),
        ];
        return [.. checks.Where(c => !Holds(c.Holds)).Select(c => c.Name)];
    }

    // A mechanism that throws on some data tells of it.
    private static bool Holds(Func<bool> check)
    {
        try
        {
            return check();
        }
        catch (Exception e) when (e is OverflowException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Neighbours(Mechanisms m, ulong seed)
    {
        for (var i = 0; i < 250; i++)
        {
            var seeded = new Seeded((seed * 1000) + (ulong)i);
            var rows = TestRow.People(2 + seeded.Next(8), seeded);
            var job = RandomJobs.Bound(RandomJobs.One(seeded));
            var (with, without) = (m.Table(job, m.Rank(rows)), m.Table(job, m.Rank([.. rows.Where(r => r.Subject != "P0")])));
            if (!NeighbourClaims.Hold(job, with, without, m.Components)) return false;
        }
        return true;
    }

    private static bool LargestBounds(Mechanisms m)
    {
        const long bound = 1L << 43;
        return Enumerable.Range(1, 40).All(reach =>
            m.Components(new SumShape(-bound, 5), Bounding.PerSubject(reach, 1), reach) is [var c]
            && c.L1 >= reach * (BigInteger)bound && c.L2Squared >= reach * (BigInteger)bound * bound
            && m.Components(new MomentsShape(-bound, bound, 2), Bounding.RankedRows(reach), 1)[2].L1 >= 4 * reach * (BigInteger)bound * bound);
    }

    private static bool AbsurdValues(Mechanisms m) =>
        new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, -0.0, long.MaxValue, 5 }
            .All(v => m.Read(v, -10, 10) is not { } read || (read >= -10 && read <= 10));

    // What a sensitivity needs of noise at a price, from first principles: Σ Δ²/(2σ²) over the components is at most ρ.
    private static bool Deviation(Mechanisms m, ulong seed)
    {
        var bits = new SeededBits(seed);
        foreach (var shape in new Shape[] { new RowCountShape(), new SumShape(-3, 100), new SumShape(0, 0), new MomentsShape(0, 10, 1), new MomentsShape(0, 10, 2) })
        {
            if (shape is SumShape { Lower: 0, Upper: 0 })
            {
                // Bounds that are missing must not make noise that is none.
                if (!Refuses(() => m.Noises(Spend.Gaussian(50_000_000), m.Components(shape, Bounding.RankedRows(3), 1)))) return false;
                continue;
            }
            var components = shape.Components(Bounding.RankedRows(3), 1);
            var noises = m.Noises(Spend.Gaussian(50_000_000), m.Components(shape, Bounding.RankedRows(3), 1));
            var spent = components.Zip(noises).Sum(c => (double)c.First.L2Squared / (2 * SecondMoment(m, c.Second, bits)));
            if (spent > 0.05 * 1.12) return false;
        }
        return true;
    }

    private static bool Price(Mechanisms m) => m.Price([Spend.Gaussian(3), Spend.Gaussian(4), Spend.Laplace(1_000_000)]) >= 7 + Spend.Laplace(1_000_000).NanoRho;

    private static bool Uniform(Mechanisms m, ulong seed)
    {
        const ulong third = 1UL << 62;
        var bits = new SeededBits(seed + 1);
        var low = Enumerable.Range(0, Draws).Count(_ => m.Uniform(3 * third, bits) < third);
        return Math.Abs(((double)low / Draws) - (1 / 3.0)) < 6 * Math.Sqrt(2 / 9.0 / Draws);
    }

    private static bool Mass(Mechanisms m, ulong seed)
    {
        var noise = new DiscreteGaussian(Ratio.Whole(4));
        var bits = new SeededBits(seed + 2);
        double Term(int x) => Math.Exp(-(double)x * x / 8);
        var total = Enumerable.Range(-60, 121).Sum(Term);
        return GoodnessOfFit.Holds([.. Enumerable.Range(0, Draws).Select(_ => m.Draw(noise, bits))], -30, [.. Enumerable.Range(-30, 61).Select(x => Term(x) / total)]);
    }

    private static bool LowBits(Mechanisms m, ulong seed)
    {
        var noise = new DiscreteLaplace(Ratio.Whole(BigInteger.Pow(2, 70)));
        var bits = new SeededBits(seed + 3);
        var draws = Enumerable.Range(0, Draws).Select(_ => m.Draw(noise, bits) & 15).ToList();
        return GoodnessOfFit.Holds(draws, 0, [.. Enumerable.Repeat(1 / 16.0, 16)]);
    }

    private static bool Freshness(Mechanisms m) => m.FreshBits().Take(64) != m.FreshBits().Take(64);

    private static bool Independence(Mechanisms m, ulong seed)
    {
        var adder = m.Adder(new SeededBits(seed + 4));
        var noise = new DiscreteGaussian(Ratio.Whole(1_000_000));
        return Enumerable.Range(0, 30).Select(_ => adder.Add(0, noise)).Distinct().Count() > 25;
    }

    // δ = 1e-2: at a small one no bug would show.
    private static bool Threshold(Mechanisms m, ulong seed)
    {
        var adder = m.Adder(new SeededBits(seed + 5));
        foreach (var (reach, minSubjects) in new[] { (1, 1), (1, 10), (2, 1) })
        {
            var threshold = m.Laplace(reach, 2_000_000 * reach, CentiDelta * reach, minSubjects);
            var passed = Enumerable.Range(0, Runs).Count(_ => m.Pass(threshold, minSubjects, minSubjects, adder) is not null);
            if ((double)passed / Runs > 0.01 + (5 * Math.Sqrt(0.01 / Runs))) return false;
            if (minSubjects > 1 && m.Pass(threshold, minSubjects - 1, minSubjects, adder) is not null) return false;
        }
        return true;
    }

    // The Gaussian mechanism itself (Balle and Wang 2018) must not be worse than what people are told.
    private static bool Conversion(Mechanisms m) => new[] { 0.01, 0.5, 6 }.All(rho => new[] { 1e-3, 1e-6 }.All(delta => GaussianCurve.Delta(rho, m.Epsilon(rho, delta)) <= delta));

    private static double SecondMoment(Mechanisms m, INoise noise, IRandomBits bits) =>
        Enumerable.Range(0, Draws).Select(_ => (double)m.Draw(noise, bits)).Average(d => d * d);

    private static bool Refuses(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (ArgumentOutOfRangeException)
        {
            return true;
        }
    }
}
