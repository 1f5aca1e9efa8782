namespace Policies.Decisions;

/// <summary>The reasons of one decision, gathered. Grants allocate no list.</summary>
internal struct ReasonList
{
    private List<Reason>? _all;

    public readonly bool Any => _all is not null;

    public readonly IReadOnlyList<Reason> All => _all ?? [];

    public void Add(Reason reason) => (_all ??= []).Add(reason);
}
