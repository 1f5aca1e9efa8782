using System.Numerics;
using Sandbox.Aggregates;
using Sandbox.Privacy.Accounting;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;
using Sandbox.Privacy.Plans;
using Sandbox.Privacy.Selection;
using Sandbox.Tests.Aggregates;

namespace Sandbox.Tests.Privacy.Mutants;

/// <summary>Bugs that libraries of differential privacy have had, each in one step.</summary>
internal static class HistoricBugs
{
    internal sealed class NoiseByFloatingPoint : Mechanisms
    {
        public override BigInteger Draw(INoise noise, IRandomBits bits)
        {
            var u = (bits.Take(53) + 0.5) / (1L << 53);
            return new BigInteger(Math.Round(noise.StandardDeviation / Math.Sqrt(2) * (u < 0.5 ? Math.Log(2 * u) : -Math.Log(2 * (1 - u)))));
        }
    }

    internal sealed class BiasedDivision : Mechanisms
    {
        public override ulong Uniform(ulong bound, IRandomBits bits) => bits.Take(64) % bound;
    }

    internal sealed class SensitivityOffByTwoInGroupSize : Mechanisms
    {
        public override IReadOnlyList<Component> Components(Shape shape, Bounding plan, int reach) =>
            [.. base.Components(shape, plan, reach).Select(c => c with { L1 = c.L1 / 2, L2Squared = c.L2Squared / 4 })];
    }

    internal sealed class ThresholdTruncated : Mechanisms
    {
        public override KeyThreshold Laplace(int reach, long microEpsilon, long femtoDelta, int minSubjects)
        {
            var exact = base.Laplace(reach, microEpsilon, femtoDelta, minSubjects);
            return new KeyThreshold(exact.Noise, exact.Threshold - 1, minSubjects);
        }
    }

    internal sealed class ThresholdBoundary : Mechanisms
    {
        // ">" against a threshold that was made for ">=" of one less.
        public override BigInteger? Pass(KeyThreshold threshold, BigInteger people, int minSubjects, INoiseAdder adder) =>
            adder.Add(people - minSubjects + 1, threshold.Noise) > threshold.Threshold - 2 ? people : null;
    }

    internal sealed class BoundOnRowsNotSubjects : Mechanisms
    {
        public override IReadOnlyList<ExactGroup> Table(BoundJob job, IReadOnlyList<TestRow> rows) =>
            Reference.Table(job, [.. rows.Select((r, i) => job.Plan.Kind == PlanKind.RankedRows ? r with { Rank = 1 } : r with { Subject = $"{r.Subject}-{i}" })]);
    }

    internal sealed class LowerBoundUsedTwice : Mechanisms
    {
        public override IReadOnlyList<Component> Components(Shape shape, Bounding plan, int reach) =>
            base.Components(shape is SumShape sum ? new SumShape(sum.Lower, sum.Lower) : shape, plan, reach);
    }

    internal sealed class NaNThroughClamp : Mechanisms
    {
        public override BigInteger? Read(double value, long lower, long upper) => new BigInteger(Math.Clamp(value, lower, upper));
    }

    internal sealed class OverflowInL0TimesLinf : Mechanisms
    {
        public override IReadOnlyList<Component> Components(Shape shape, Bounding plan, int reach) =>
            [.. base.Components(shape, plan, reach).Select(c => c with { L1 = unchecked((long)(ulong)(c.L1 & ulong.MaxValue)), L2Squared = unchecked((long)(ulong)(c.L2Squared & ulong.MaxValue)) })];
    }

    internal sealed class DomainInferredFromData : Mechanisms
    {
        public override IReadOnlyList<ExactGroup> Table(BoundJob job, IReadOnlyList<TestRow> rows)
        {
            var keys = Reference.Table(job, rows);
            return job.Job.GroupBy.Count == 0 ? keys : [.. keys.Where(g => g.Totals.Any(t => t.Any(x => x != 0)))];
        }
    }

    internal sealed class SecondMomentUnclipped : Mechanisms
    {
        public override IReadOnlyList<ExactGroup> Table(BoundJob job, IReadOnlyList<TestRow> rows) =>
            [.. base.Table(job, rows).Select(g => g with { Totals = [.. g.Totals.Select((t, i) => job.Shapes[i] is MomentsShape { Order: 2 } && job.Job.GroupBy.Count == 0 ? [t[0], t[1], Unclipped(job, rows)] : t)] })];

        private static BigInteger Unclipped(BoundJob job, IReadOnlyList<TestRow> rows) =>
            rows.Where(r => job.Job.Where is null && r.Rank <= job.Plan.Rows).Aggregate(BigInteger.Zero, (sum, r) => sum + ((BigInteger)(r.Amount ?? 0) * (r.Amount ?? 0) * 8));
    }

    internal sealed class BudgetSpentOnceForTwoOutputs : Mechanisms
    {
        public override long Price(IReadOnlyList<Spend> spends) => spends.Max(s => s.NanoRho);
    }

    internal sealed class ScaleZeroOnMissingBounds : Mechanisms
    {
        public override IReadOnlyList<INoise> Noises(Spend spend, IReadOnlyList<Component> components) =>
            components.Any(c => c.L1.IsZero) ? [new NoNoise()] : base.Noises(spend, components);
    }

    internal sealed class MeanUnderReportedByTwo : Mechanisms
    {
        // Each half gets the whole.
        public override IReadOnlyList<INoise> Noises(Spend spend, IReadOnlyList<Component> components) =>
            [.. components.Select(c => base.Noises(spend, [c])[0])];
    }

    internal sealed class NoiseReusedAcrossGroups : Mechanisms
    {
        public override INoiseAdder Adder(IRandomBits bits) => new Reusing(bits);

        private sealed class Reusing(IRandomBits bits) : INoiseAdder
        {
            private readonly Dictionary<INoise, BigInteger> _drawn = [];

            public BigInteger Add(BigInteger exact, INoise noise)
            {
                if (!_drawn.TryGetValue(noise, out var draw)) _drawn[noise] = draw = noise.Sample(bits);
                return exact + draw;
            }
        }
    }

    internal sealed class SystemRandom : Mechanisms
    {
        public override IRandomBits FreshBits() => new SeededBits(42);
    }

    internal sealed class ErrorThatDependsOnData : Mechanisms
    {
        // 32 bits for a sum: some data fails, is refunded, and so is known.
        public override IReadOnlyList<ExactGroup> Table(BoundJob job, IReadOnlyList<TestRow> rows)
        {
            var table = base.Table(job, rows);
            foreach (var total in table.SelectMany(g => g.Totals).SelectMany(t => t)) _ = (int)total;
            return table;
        }
    }

    internal sealed class ConversionWithTheWrongDelta : Mechanisms
    {
        public override double Epsilon(double rho, double delta) => Conversion.Epsilon(rho, Math.Sqrt(delta));
    }

    internal sealed class RankByFilePosition : Mechanisms
    {
        public override IReadOnlyList<TestRow> Rank(IReadOnlyList<TestRow> rows) => [.. rows.Select((r, place) => r with { Rank = 1 + (place % TestRow.MaxRows) })];
    }

    internal sealed class ThresholdOnTrueCounts : Mechanisms
    {
        public override BigInteger? Pass(KeyThreshold threshold, BigInteger people, int minSubjects, INoiseAdder adder) =>
            people >= minSubjects ? adder.Add(people, threshold.Noise) : null;
    }

    internal sealed class ZeroTooOften : Mechanisms
    {
        // Zero drawn twice as often: the sign is thrown without rejection.
        public override BigInteger Draw(INoise noise, IRandomBits bits) => base.Draw(noise, bits) is var draw && draw.IsOne ? BigInteger.Zero : draw;
    }

    private sealed class NoNoise : INoise
    {
        public double StandardDeviation => 0;

        public double HalfWidth => 0;

        public double IntervalFactor => 2;

        public BigInteger Sample(IRandomBits bits) => BigInteger.Zero;
    }
}
