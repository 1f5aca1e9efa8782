namespace Gateway.Audit.Segments;

/// <summary>A segment as found.</summary>
/// <param name="First">The index of its first entry.</param>
/// <param name="Origin">The log's name.</param>
/// <param name="Next">The index after its last line.</param>
/// <param name="Head">The hash of its last line.</param>
/// <param name="Length">Its length, in bytes.</param>
/// <param name="SidecarEnd">Where the sidecar's records end.</param>
/// <param name="HeaderHash">The hash of its first line.</param>
/// <param name="SidecarIsTorn">The sidecar does not end there.</param>
/// <param name="Groups">What the sidecar announced.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record SegmentState(
    long First,
    string Origin,
    long Next,
    byte[] Head,
    long Length,
    long SidecarEnd,
    byte[] HeaderHash,
    bool SidecarIsTorn,
    IReadOnlyList<GroupRecord> Groups,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>
    /// The group that a crash may have left unfinished: the last one announced. None while the sidecar itself is torn, since a record is
    /// written only when all groups before it are durable; none after a seal.
    /// </summary>
    public GroupRecord? MayBeTorn => !SidecarIsTorn && Groups is [.., { Entries: > 0 } last] ? last : null;

    /// <summary>True when the only fault is an unfinished last group, of which nobody was told that it is durable.</summary>
    public bool IsTorn => Findings.Any(f => f.Offset < long.MaxValue) && FirstDamage is null;

    /// <summary>The first fault that no crash explains.</summary>
    public LogProblem? FirstDamage => Findings.FirstOrDefault(f => f.Offset < (MayBeTorn?.Offset ?? long.MaxValue))?.Problem;
}
