namespace Sandbox.Privacy.Plans;

/// <summary>The two ways to bound what one person can change.</summary>
public enum PlanKind
{
    /// <summary>At most M rows of each person, chosen at import, before any filter.</summary>
    RankedRows,

    /// <summary>One bounded number a person and group, in at most L₀ groups.</summary>
    PerSubject,
}

/// <summary>A plan with its bounds. The unit of privacy is one person, added or removed, with all of their rows.</summary>
public readonly record struct Bounding
{
    private Bounding(PlanKind kind, int rows, int groups)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        Kind = kind;
        Rows = rows;
        Groups = groups;
    }

    /// <summary>Which plan.</summary>
    public PlanKind Kind { get; }

    /// <summary>Ranked rows: M, the most rows of one person in all. Per subject: R, the most rows of one person in one group.</summary>
    public int Rows { get; }

    /// <summary>Per subject: L₀, the most groups of one person. Ranked rows: 1, and not looked at.</summary>
    public int Groups { get; }

    /// <summary>At most <paramref name="rows"/> rows a person.</summary>
    public static Bounding RankedRows(int rows) => new(PlanKind.RankedRows, rows, 1);

    /// <summary>At most <paramref name="groups"/> groups a person, <paramref name="rowsPerGroup"/> rows in each.</summary>
    public static Bounding PerSubject(int groups, int rowsPerGroup) => new(PlanKind.PerSubject, rowsPerGroup, groups);

    /// <summary>
    /// Δ₀: the most groups in which one person can count at all. A person whose keys never change is in one group whatever the plan.
    /// </summary>
    /// <param name="keysConstant">There are no group columns, or all of them were proved constant per person at import.</param>
    /// <param name="publicGroups">How many groups there are when all keys are public; null when some are private.</param>
    public int Reach(bool keysConstant, long? publicGroups)
    {
        if (keysConstant) return 1;
        var most = Kind == PlanKind.RankedRows ? Rows : Groups;
        return publicGroups is { } groups ? (int)Math.Min(most, Math.Max(1, groups)) : most;
    }
}
