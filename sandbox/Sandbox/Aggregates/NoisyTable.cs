using Sandbox.Privacy.Estimates;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>A group whose numbers all have noise.</summary>
/// <param name="Keys">Its keys, public or let out.</param>
/// <param name="People">The noisy number of people that passed the threshold; null when keys are public.</param>
/// <param name="Numbers">The noisy components of each measurement; empty for a tree.</param>
/// <param name="Trees">The noisy tree of each measurement; null where it is none.</param>
internal sealed record NoisyGroup(
    IReadOnlyList<string?> Keys, NoisyNumber? People, IReadOnlyList<IReadOnlyList<NoisyNumber>> Numbers, IReadOnlyList<QuantileTree?> Trees);

/// <summary>The one step from exact to noisy. Everything after it is computed from its result alone.</summary>
internal static class NoisyTable
{
    /// <summary>Lets keys out, then measures those that are; each number has noise of its own.</summary>
    public static IReadOnlyList<NoisyGroup> Of(BoundJob job, IReadOnlyList<ExactGroup> exact, INoiseAdder adder)
    {
        var most = (int)(AggregateLimits.MaxNoisyNumbers / AggregateJobReader.PerGroup(job.Job));
        return [.. LetOut(job, exact, adder).Take(most).Select(g => Measure(job, g.Group, g.People, adder))];
    }

    private static List<(ExactGroup Group, NoisyNumber? People)> LetOut(BoundJob job, IReadOnlyList<ExactGroup> exact, INoiseAdder adder)
    {
        if (job.Threshold is not { } threshold) return [.. exact.Select(g => (g, (NoisyNumber?)null))];
        var passed = new List<(ExactGroup, NoisyNumber?)>();
        foreach (var group in exact)
            if (threshold.Pass(group.People, adder) is { } noisy) passed.Add((group, new NoisyNumber(noisy, threshold.Noise)));
        return passed;
    }

    private static NoisyGroup Measure(BoundJob job, ExactGroup group, NoisyNumber? people, INoiseAdder adder)
    {
        var numbers = new IReadOnlyList<NoisyNumber>[job.Shapes.Count];
        var trees = new QuantileTree?[job.Shapes.Count];
        for (var i = 0; i < job.Shapes.Count; i++)
        {
            var (totals, noises) = (group.Totals[i], job.Noises[i]);
            numbers[i] = [];
            if (job.Job.Measurements[i] is TreeOf tree)
                trees[i] = QuantileTree.Of((TreeShape)job.Shapes[i], [.. totals.Select(t => (long)t)], tree.Lower, tree.Upper, noises, adder);
            else
                numbers[i] = [.. totals.Zip(noises, (t, n) => NoisyNumber.Of(t, n, adder))];
        }
        return new NoisyGroup(group.Keys, people, numbers, trees);
    }
}
