namespace Sandbox.Protocol.Jobs;

/// <summary>
/// A job of the <c>aggregates</c> worker: the body of the request that crosses the wall, as UTF-8 JSON. It says what to measure and what each measurement may
/// spend; how much noise that is, the worker derives itself from the plan, the bounds and the spec that was proved at import, so that no price
/// and no noise can disagree. Numbers are on the lattice of their column: the value times ten to the column's scale, a whole number.
/// </summary>
/// <param name="Product">The product.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="DataVersion">The pinned data version; another one is <c>stale-version</c>.</param>
/// <param name="Plan">How much of one person is let in.</param>
/// <param name="Where">Which rows; null for all. A row for which it is not true, or is unknown for a missing value, does not count.</param>
/// <param name="GroupBy">Up to <see cref="AggregateLimits.MaxGroupColumns"/> group columns, distinct; empty for one row of the whole.</param>
/// <param name="Selection">How private keys are let out; there exactly when a group column is <see cref="PrivateKeys"/>.</param>
/// <param name="Measurements">What is measured, each with its own noise, up to <see cref="AggregateLimits.MaxMeasurements"/>.</param>
/// <param name="Outputs">What is answered, computed from measurements alone: it spends nothing. 1 to <see cref="AggregateLimits.MaxOutputs"/>, names distinct.</param>
/// <param name="Reply">When the answer leaves, whatever the data is.</param>
public sealed record AggregateJob(
    string Product,
    string Dataset,
    string DataVersion,
    BoundingPlan Plan,
    AggregatePredicate? Where,
    IReadOnlyList<GroupColumn> GroupBy,
    KeySelection? Selection,
    IReadOnlyList<Measurement> Measurements,
    IReadOnlyList<AggregateOutput> Outputs,
    ReplyClass Reply);

/// <summary>Bounds that a job keeps; a worker refuses what does not as <c>bad-job</c>, and the gateway refuses it before anything is spent.</summary>
public static class AggregateLimits
{
    /// <summary>Group columns.</summary>
    public const int MaxGroupColumns = 4;

    /// <summary>Measurements.</summary>
    public const int MaxMeasurements = 16;

    /// <summary>Outputs.</summary>
    public const int MaxOutputs = 32;

    /// <summary>The product of the numbers of keys of all public group columns.</summary>
    public const int MaxPublicGroups = 10_000;

    /// <summary>Levels of a <see cref="TreeOf"/>, so 4,096 leaves.</summary>
    public const int MaxTreeLevels = 12;

    /// <summary>Noisy numbers in one answer: groups × (nodes of trees + 3 for each other measurement). For private keys the groups that are let out are cut, in the order of their names, where this would be exceeded.</summary>
    public const int MaxNoisyNumbers = 200_000;

    /// <summary>
    /// Bytes of an answer's rows, well below what a gateway takes. For public keys the most that they can be is known before anything is spent
    /// (<see cref="MaxRowBytes"/>); for private keys the groups are cut, as by <see cref="MaxNoisyNumbers"/>.
    /// </summary>
    public const long MaxRowsBytes = 24L << 20;

    /// <summary>Characters of a text: of a literal, and of a value in the data, which may become a key.</summary>
    public const int MaxTextLength = 1_000;

    /// <summary>Comparisons and listed values in a predicate.</summary>
    public const int MaxPredicateSize = 1_000;

    /// <summary>Predicates in predicates.</summary>
    public const int MaxPredicateDepth = 16;

    /// <summary>
    /// The largest magnitude of a row's bound on the lattice: 2⁴³. A version holds fewer than 2⁴⁰ rows, so that even sums of squares stay below 2¹²⁶ and no
    /// engine's 128-bit sum can overflow, whatever the data is.
    /// </summary>
    public const long MaxBound = 1L << 43;

    /// <summary>The largest magnitude of a bound of one person's total in a group on the lattice: 2⁶⁰.</summary>
    public const long MaxSubjectBound = 1L << 60;

    /// <summary>Rows in a version: an import with more is refused.</summary>
    public const long MaxVersionRows = 1L << 40;

    private const int BytesAroundARow = 40;
    private const int BytesOfACharacter = 6;
    private const int BytesOfAValue = 128;

    /// <summary>The most bytes of one row: JSON may escape each character of a key, and a value is three numbers of up to 29 digits.</summary>
    /// <param name="keyLength">Characters of all keys.</param>
    /// <param name="outputs">Values.</param>
    public static long MaxRowBytes(long keyLength, int outputs) => BytesAroundARow + (BytesOfACharacter * keyLength) + ((long)BytesOfAValue * outputs);
}
