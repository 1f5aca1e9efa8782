using System.Globalization;
using Gateway.Audit;
using Policies.Contracts;
using Policies.Costs;
using Policies.Usage;

namespace Gateway.Cli.Audit.Bundles;

/// <summary>
/// Adds up what contracts have spent of privacy, charge by charge in the order of the ledger, and compares with what each entry says was left. Where the entries do not begin with the
/// log, the first charge of a contract and month tells what came before.
/// </summary>
internal sealed class PrivacyReview(bool whole)
{
    private readonly SortedDictionary<long, (long Index, AccessEntry Entry, PrivacyBudget Budget)> _charges = [];

    /// <summary>What each contract has spent in these entries.</summary>
    public SortedDictionary<string, PrivacyCost> Spent { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds an entry. A request that was tried again names the charge of the first try.</summary>
    public void Add(long index, AccessEntry entry, ContractDocument document)
    {
        if (entry.LedgerSequence is { } sequence && document.Budget is { } budget) _charges.TryAdd(sequence, (index, entry, budget));
    }

    /// <summary>Everything that does not add up.</summary>
    public IEnumerable<Discrepancy> Finish()
    {
        var windows = new Dictionary<(string, UsageMonth), PrivacyCost>();
        foreach (var (sequence, (index, entry, budget)) in _charges)
        {
            var (contract, cost) = (entry.Contract!, new PrivacyCost(entry.NanoRho ?? 0, entry.FemtoDelta ?? 0));
            var ever = Spent[contract] = Plus(Spent.GetValueOrDefault(contract), cost);
            var window = (contract, UsageMonth.Of(entry.Time));
            var left = new PrivacyCost(entry.NanoRhoLeft ?? -1, entry.FemtoDeltaLeft ?? -1);
            if (!windows.TryGetValue(window, out var before) && !whole) before = Minus(Minus(budget.Window, left), cost);
            var spent = windows[window] = Plus(before, cost);
            var should = new PrivacyCost(Math.Max(0, budget.Window.NanoRho - spent.NanoRho), Math.Max(0, budget.Window.FemtoDelta - spent.FemtoDelta));
            if (left != should)
            {
                yield return Tell(index, $"Charge {sequence}: entry {index} says that {left.NanoRho} nano-rho and {left.FemtoDelta} femto-delta are left to {contract}; {should.NanoRho} and {should.FemtoDelta} are.");
                windows[window] = Minus(budget.Window, left); // from here on by what it says, so that one wrong entry is one discrepancy
            }

            if (spent.NanoRho > budget.Window.NanoRho || spent.FemtoDelta > budget.Window.FemtoDelta || ever.NanoRho > budget.Lifetime.NanoRho || ever.FemtoDelta > budget.Lifetime.FemtoDelta)
                yield return Tell(index, $"Charge {sequence} of entry {index} takes {contract} beyond its budget.");
        }
    }

    private static Discrepancy Tell(long index, FormattableString message) => new(DiscrepancyName.Privacy, index, message.ToString(CultureInfo.InvariantCulture));

    private static PrivacyCost Plus(PrivacyCost one, PrivacyCost other) => new(one.NanoRho + other.NanoRho, one.FemtoDelta + other.FemtoDelta);

    private static PrivacyCost Minus(PrivacyCost one, PrivacyCost other) => new(one.NanoRho - other.NanoRho, one.FemtoDelta - other.FemtoDelta);
}
