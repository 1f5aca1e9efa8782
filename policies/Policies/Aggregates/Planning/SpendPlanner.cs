using Policies.Costs;
using Policies.Queries.Aggregates;
using Sandbox.Privacy.Accounting;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Plans;
using Sandbox.Protocol.Jobs;

namespace Policies.Aggregates.Planning;

/// <summary>What each part of a query spends: every measurement, and the selection of private keys last if there is one.</summary>
/// <param name="Parts">In 10⁻⁹ ρ for Gaussian noise, in 10⁻⁶ ε for Laplace noise.</param>
/// <param name="Kind">Of which noise.</param>
internal sealed record SpendPlan(IReadOnlyList<long> Parts, NoiseKind Kind)
{
    /// <summary>The price of the whole: the sum of the parts' prices.</summary>
    public long NanoRho => Parts.Sum(p => SpendOf(p).NanoRho);

    public Spend SpendOf(long part) => Kind == NoiseKind.Gaussian ? Spend.Gaussian(part) : Spend.Laplace(part);

    public Noise NoiseOf(int part) => Kind == NoiseKind.Gaussian ? new GaussianNoise(Parts[part]) : new LaplaceNoise(Parts[part]);

    /// <summary>Splits an epsilon evenly; null when there is less than one unit for each part.</summary>
    public static SpendPlan? Split(Epsilon epsilon, NoiseKind kind, int parts)
    {
        var whole = kind == NoiseKind.Gaussian ? epsilon.Cost.NanoRho : epsilon.Micro;
        if (whole < parts) return null;
        return new SpendPlan([.. Enumerable.Range(0, parts).Select(i => (whole / parts) + (i < whole % parts ? 1 : 0))], kind);
    }

    /// <summary>
    /// The cheapest that makes every output's interval narrow enough. The selection of private keys, whose people nobody asked for, spends as much as the dearest
    /// measurement. Null when an output's accuracy cannot be promised: of quantiles, of variances, and of means over an unstated number of rows.
    /// </summary>
    public static SpendPlan? For(
        AccuracyTarget target, IReadOnlyList<PlannedMeasure> measures, IReadOnlyList<PlannedOutput> outputs, Bounding plan, int reach, bool hasPrivateKeys)
    {
        var needed = measures.Select(m => outputs.Where(o => ReferenceEquals(o.Measure, m)).Select(o => Needed(target, o, plan, reach)).ToList()).ToList();
        var people = outputs.Where(o => o.Measure is null).Select(o => Needed(target, o, plan, reach)).ToList();
        if (needed.SelectMany(n => n).Concat(people).Any(n => n is null)) return null;
        List<long> parts = [.. needed.Select(n => n.Max()!.Value)];
        if (hasPrivateKeys) parts.Add(people.Count > 0 ? people.Max()!.Value : parts.Max());
        return new SpendPlan(parts, NoiseKind.Gaussian);
    }

    private static long? Needed(AccuracyTarget target, PlannedOutput output, Bounding plan, int reach)
    {
        var shape = output.Measure?.Under(plan.Kind) ?? new SubjectCountShape();
        var within = (double)target.Within.Mantissa * Math.Pow(10, target.Within.Exponent);
        if (output.Function is OutputFunction.Sum or OutputFunction.Mean) within *= Math.Pow(10, output.Measure!.Column!.Spec.Scale);
        return (output.Function, target.Rows) switch
        {
            (OutputFunction.Count or OutputFunction.Sum, _) => ExpectedError.NanoRhoFor(within, s => ExpectedError.HalfWidth(shape, plan, reach, s)),
            (OutputFunction.Mean, { } rows) => ExpectedError.NanoRhoFor(within, s => ExpectedError.MeanHalfWidth((MomentsShape)shape, plan, reach, s, rows)),
            _ => null,
        };
    }
}
