using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;
using Sandbox.Scores;

namespace Sandbox.Aggregates;

/// <summary>Bytes → an aggregate job in which everything holds that its documentation says and that needs no spec to be seen; else false.</summary>
internal static class AggregateJobReader
{
    private const int MaxNameLength = 200;
    private const int MaxRowsBound = 1_000_000;

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out AggregateJob? job)
    {
        try
        {
            job = JsonSerializer.Deserialize(bytes, ProtocolJson.Default.AggregateJob);
            return job is not null && IsSound(job);
        }
        catch (JsonException)
        {
            job = null;
            return false;
        }
    }

    // The serialiser leaves members that are absent null, whatever their type says.
    private static bool IsSound(AggregateJob job) =>
        job.Product is { Length: > 0 and <= MaxNameLength }
        && PinnedNames.IsDataset(job.Dataset)
        && PinnedNames.IsVersion(job.DataVersion)
        && Enum.IsDefined(job.Reply)
        && job.Plan is RankedRows { Rows: >= 1 and <= MaxRowsBound } or PerSubject { Groups: >= 1 and <= MaxRowsBound, RowsPerGroup: >= 1 and <= MaxRowsBound }
        && job is { GroupBy: { Count: <= AggregateLimits.MaxGroupColumns }, Measurements: { Count: <= AggregateLimits.MaxMeasurements }, Outputs: { Count: >= 1 and <= AggregateLimits.MaxOutputs } }
        && job.GroupBy.All(IsSound)
        && (job.Selection is not null) == job.GroupBy.Any(g => g is PrivateKeys)
        && (job.Selection is null || IsSound(job.Selection))
        && job.Measurements.All(IsSound)
        && job.Outputs.All(o => IsSound(o, job))
        && job.Outputs.Select(o => o.Name).Distinct(StringComparer.Ordinal).Count() == job.Outputs.Count
        && PublicGroups(job) <= AggregateLimits.MaxPublicGroups
        && NoisyNumbers(job) <= AggregateLimits.MaxNoisyNumbers
        && (job.Where is null || PredicateCheck.IsSound(job.Where));

    /// <summary>The number of groups when all keys are public; the number of combinations of the public ones otherwise.</summary>
    public static long PublicGroups(AggregateJob job) => job.GroupBy.Aggregate(1L, (product, g) => Math.Min(long.MaxValue / 100_000, product) * KeysOf(g));

    /// <summary>Noisy numbers of one group.</summary>
    public static long PerGroup(AggregateJob job) => Math.Max(1, job.Measurements.Sum(m => m is TreeOf tree ? (2L << tree.Levels) - 2 : 3));

    internal static bool IsSound([NotNullWhen(true)] Literal? literal) =>
        literal is TextLiteral { Value: { Length: <= AggregateLimits.MaxTextLength } text } ? !text.Contains('\0', StringComparison.Ordinal) : literal is not (null or TextLiteral);

    internal static bool IsName([NotNullWhen(true)] string? name) => name is { Length: > 0 and <= MaxNameLength };

    private static long NoisyNumbers(AggregateJob job) => job.Selection is null ? PublicGroups(job) * PerGroup(job) : PerGroup(job);

    private static long KeysOf(GroupColumn group) => group switch
    {
        PublicKeys keys => keys.Keys.Count,
        Bins bins => bins.Edges.Count - 1,
        _ => 1,
    };

    private static bool IsSound(GroupColumn? group) => group switch
    {
        PublicKeys { Keys: { Count: >= 1 } keys } => IsName(group.Column) && keys.All(IsSound) && keys.Distinct().Count() == keys.Count,
        PrivateKeys => IsName(group.Column),
        Bins { Edges: { Count: >= 2 } edges } => IsName(group.Column) && edges.Zip(edges.Skip(1)).All(e => e.First < e.Second)
            && edges.All(e => Math.Abs((decimal)e) <= AggregateLimits.MaxBound),
        _ => false,
    };

    private static bool IsSound(KeySelection selection) =>
        Enum.IsDefined(selection.Mechanism)
        && IsSound(selection.Noise)
        && selection.Noise is GaussianNoise == (selection.Mechanism == KeyMechanism.Gaussian)
        && selection.FemtoDelta is >= 1 and <= 100_000_000_000_000
        && selection.MinSubjects is >= 1 and <= MaxRowsBound;

    private static bool IsSound(Measurement? measurement) => measurement is not null && IsSound(measurement.Noise) && measurement switch
    {
        CountRows count => count.Column is null || IsName(count.Column),
        CountSubjects => true,
        SumOf sum => IsName(sum.Column) && sum.Lower <= sum.Upper && (sum.Lower, sum.Upper) != (0, 0)
            && sum.Lower >= -AggregateLimits.MaxSubjectBound && sum.Upper <= AggregateLimits.MaxSubjectBound,
        MomentsOf moments => IsName(moments.Column) && IsRange(moments.Lower, moments.Upper) && moments.Order is 1 or 2,
        TreeOf tree => IsName(tree.Column) && IsRange(tree.Lower, tree.Upper) && tree.Levels is >= 1 and <= AggregateLimits.MaxTreeLevels,
        _ => false,
    };

    private static bool IsRange(long lower, long upper) =>
        lower < upper && lower >= -AggregateLimits.MaxBound && upper <= AggregateLimits.MaxBound;

    private static bool IsSound(Noise? noise) => noise switch
    {
        GaussianNoise gaussian => gaussian.NanoRho is >= 1 and <= 100_000_000_000,
        LaplaceNoise laplace => laplace.MicroEpsilon is >= 1 and <= 10_000_000,
        _ => false,
    };

    private static bool IsSound(AggregateOutput? output, AggregateJob job)
    {
        if (output is not { Name: { Length: > 0 and <= MaxNameLength } } || !Enum.IsDefined(output.Function) || output.RoundTo is <= 0) return false;
        if (output.Function == OutputFunction.Quantile != output.QuantilePerMille is >= 1 and <= 999) return false;
        if (output.Measurement is not { } index) return job.Selection is not null && output.Function == OutputFunction.Count;
        if (index < 0 || index >= job.Measurements.Count) return false;
        return (output.Function, job.Measurements[index]) is
            (OutputFunction.Count, CountRows or CountSubjects or MomentsOf) or (OutputFunction.Sum, SumOf)
            or (OutputFunction.Mean, MomentsOf) or (OutputFunction.Variance, MomentsOf { Order: 2 }) or (OutputFunction.Quantile, TreeOf);
    }
}
