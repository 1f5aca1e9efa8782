using Policies.Contracts;
using Policies.Decisions;
using Policies.Products;
using Policies.Usage;

namespace Policies.Simulation;

/// <summary>
/// Replays recorded requests under a draft. The log holds no queries, so what is replayed is what it does hold: when, for which purpose, by which
/// operation, about how many people; all else is taken to fit, as it did when the request was granted. Days and months of quotas are counted from the first
/// entry on. Pure; for one run.
/// </summary>
public sealed class ContractSimulation
{
    private const int MostExamples = 20;
    private readonly ContractVersion _draft;
    private readonly ProductDocument _product;
    private readonly SimulatedQuotas _quotas;
    private readonly SortedDictionary<string, Flip> _refused = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Flip> _granted = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _undecided = new(StringComparer.Ordinal);
    private long _replayed;
    private long _same;

    /// <summary>A run.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="product">Its product.</param>
    public ContractSimulation(ContractDocument draft, ProductDocument product)
    {
        (_draft, _product, _quotas) = (ContractIdentity.VersionOf(draft), product, new SimulatedQuotas(draft.Quota));
    }

    /// <summary>Replays one request, in the order of the log. Those of other consumers and products, and answers sent again, are passed over.</summary>
    public void Replay(UsageFact fact)
    {
        if (fact.Replay || !Same(fact.Consumer, _draft.Document.Consumer) || !Same(fact.Product, _draft.Document.Product)) return;
        _replayed++;
        if (RecordedDecision.WhyUnknown(fact) is { } unknown)
        {
            _undecided[unknown] = _undecided.GetValueOrDefault(unknown) + 1;
            return;
        }

        var reasons = RecordedDecision.Under(_draft, _product, fact);
        if (reasons.Count == 0 && _quotas.TryTake(fact) is { } full) reasons = [full];
        var was = fact.Outcome is UsageOutcome.Refused ? fact.Reasons : [];
        if ((was.Count == 0) == (reasons.Count == 0)) _same++;
        else Count(was.Count == 0 ? _refused : _granted, was.Count == 0 ? reasons : was, fact.Index);
    }

    /// <summary>What came of it.</summary>
    public SimulationResult Result() => new(_replayed, _same, [.. _refused.Values], [.. _granted.Values], new Dictionary<string, long>(_undecided, StringComparer.Ordinal));

    private static void Count(SortedDictionary<string, Flip> flips, IReadOnlyList<string> reasons, long index)
    {
        foreach (var reason in reasons)
        {
            var flip = flips.GetValueOrDefault(reason) ?? new Flip(reason, 0, []);
            flips[reason] = flip with { Count = flip.Count + 1, Entries = flip.Entries.Count < MostExamples ? [.. flip.Entries, index] : flip.Entries };
        }
    }

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}

/// <summary>What a simulation found.</summary>
/// <param name="Replayed">How many requests were replayed.</param>
/// <param name="Same">How many come out as they did.</param>
/// <param name="NowRefused">What was granted, or failed after it was, and would be refused, by the reason; a request may have several.</param>
/// <param name="NowGranted">What was refused and would be granted, by the reason that falls away.</param>
/// <param name="Undecided">What the log does not hold enough of, by the code that it was refused with.</param>
public sealed record SimulationResult(
    long Replayed, long Same, IReadOnlyList<Flip> NowRefused, IReadOnlyList<Flip> NowGranted, IReadOnlyDictionary<string, long> Undecided);

/// <summary>Requests that would come out otherwise.</summary>
/// <param name="Code">The code of the reason: of the refusal that would come, or of the one that would not.</param>
/// <param name="Count">How many.</param>
/// <param name="Entries">Where the first of them stand in the log.</param>
public sealed record Flip(string Code, long Count, IReadOnlyList<long> Entries);
