using System.Text.Json.Serialization;

namespace Sandbox.Protocol.Jobs;

/// <summary>How much of one person an aggregate lets in. Both plans bound the person, not the row.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RankedRows), "ranked-rows")]
[JsonDerivedType(typeof(PerSubject), "per-subject")]
public abstract record BoundingPlan;

/// <summary>The first <paramref name="Rows"/> rows of each person, in the secret order that the import gave them, before anything is filtered.</summary>
/// <param name="Rows">M, 1 or more. From the dataset's <c>maxRows</c> on, no row is left out.</param>
public sealed record RankedRows(int Rows) : BoundingPlan;

/// <summary>One number a person and group, bounded, in at most <paramref name="Groups"/> groups a person; groups that are not public keys do not use any up.</summary>
/// <param name="Groups">L₀, 1 or more.</param>
/// <param name="RowsPerGroup">R, 1 or more: the most rows of one person that count in one group. From the dataset's <c>maxRows</c> on, no row is left out.</param>
public sealed record PerSubject(int Groups, int RowsPerGroup) : BoundingPlan;

/// <summary>
/// When an answer leaves: a fixed time after the job arrived, so that its duration says nothing of the data. An answer that is not ready by then leaves at
/// <see cref="ReplyTimes.Largest"/>; one that is not ready by then is a failure that leaves at that instant.
/// </summary>
public enum ReplyClass
{
    /// <summary>Ranked rows over a small dataset.</summary>
    Quick,

    /// <summary>Ranked rows over a large dataset, or one number a person over a small one.</summary>
    Standard,

    /// <summary>One number a person over a large dataset.</summary>
    Long,
}

/// <summary>The times of <see cref="ReplyClass"/>, and which class a query has.</summary>
public static class ReplyTimes
{
    private const long SmallRows = 20_000_000;

    /// <summary>The last instant of any answer.</summary>
    public static TimeSpan Largest { get; } = TimeSpan.FromSeconds(20);

    /// <summary>After its arrival at the worker, an answer of the class leaves at this time.</summary>
    public static TimeSpan Of(ReplyClass reply) => reply switch
    {
        ReplyClass.Quick => TimeSpan.FromSeconds(1),
        ReplyClass.Standard => TimeSpan.FromSeconds(5),
        _ => Largest,
    };

    /// <summary>The class of a plan over a dataset of the <i>declared</i> size; what it holds in truth must not matter.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="declaredRows">Declared people times the most rows of one.</param>
    public static ReplyClass ClassOf(BoundingPlan plan, long declaredRows) => (plan, declaredRows <= SmallRows) switch
    {
        (RankedRows, true) => ReplyClass.Quick,
        (RankedRows, false) or (_, true) => ReplyClass.Standard,
        _ => ReplyClass.Long,
    };
}
