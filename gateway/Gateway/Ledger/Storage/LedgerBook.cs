using Policies.Costs;

namespace Gateway.Ledger.Storage;

/// <summary>
/// The arithmetic of one transaction: reads the head under lock, decides each charge on what is spent by all before it, and writes at the end
/// what has changed. Nothing of it holds before the transaction is committed.
/// </summary>
internal sealed class LedgerBook
{
    private readonly LedgerTable _table;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<(string Owner, int Window), (PrivacyCost Cost, bool Changed)> _totals = [];
    private readonly List<LedgerEntry> _added = [];
    private LedgerHead _head;

    public LedgerBook(LedgerTable table, DateTimeOffset now)
    {
        (_table, _now) = (table, now);
        _head = table.Head(locked: true);
    }

    /// <summary>The key of a contract's totals.</summary>
    public static string OfContract(string contract) => $"contract:{contract}";

    /// <summary>The key of a dataset's totals.</summary>
    public static string OfDataset(string dataset) => $"dataset:{dataset}";

    public ChargeOutcome Apply(Charge charge)
    {
        if (Find(charge.Id) is { } made) return Repeat(charge, made);

        // A clock that is set back spends from the window that was already open: months only turn forward.
        var window = Math.Max(_head.Window, BudgetWindow.Of(_now));
        var (contract, dataset) = (OfContract(charge.Contract), OfDataset(charge.Dataset));
        if (Objection(contract, charge.ContractBudget, window, charge.Cost) is { } own) return new ChargeOutcome.Exhausted(BudgetOwner.Contract, own, BudgetWindow.End(window));
        if (Objection(dataset, charge.DatasetBudget, window, charge.Cost) is { } shared) return new ChargeOutcome.Exhausted(BudgetOwner.Dataset, shared, BudgetWindow.End(window));

        foreach (var owner in (ReadOnlySpan<string>)[contract, dataset])
            foreach (var span in (ReadOnlySpan<int>)[window, 0])
                _totals[(owner, span)] = (Plus(Total(owner, span), charge.Cost), true);
        var entry = LedgerEntry.After(_head.Hash, _head.Sequence + 1, charge, window, _now);
        _added.Add(entry);
        _head = new LedgerHead(entry.Sequence, window, entry.Hash);
        return new ChargeOutcome.Charged(entry, SpendingOf(contract, window), Repeated: false);
    }

    /// <summary>Writes what the charges have changed.</summary>
    public void Write()
    {
        if (_added.Count == 0) return;
        foreach (var entry in _added) _table.Add(entry);
        foreach (var ((owner, window), (cost, changed)) in _totals)
            if (changed) _table.SetTotal(owner, window, cost);
        _table.SetHead(_head);
    }

    private LedgerEntry? Find(UInt128 id) => _added.Find(e => e.ChargeId == id) ?? _table.Find(id);

    private ChargeOutcome.Charged Repeat(Charge charge, LedgerEntry made)
    {
        var same = made.Cost == charge.Cost && string.Equals(made.Consumer, charge.Consumer, StringComparison.Ordinal)
            && string.Equals(made.Contract, charge.Contract, StringComparison.Ordinal) && string.Equals(made.Dataset, charge.Dataset, StringComparison.Ordinal);
        if (!same) throw new ArgumentException("The charge id names another charge.", nameof(charge));
        return new ChargeOutcome.Charged(made, SpendingOf(OfContract(made.Contract), Math.Max(_head.Window, BudgetWindow.Of(_now))), Repeated: true);
    }

    private Spending SpendingOf(string owner, int window) => new(Total(owner, window), Total(owner, 0));

    private BudgetSpan? Objection(string owner, PrivacyBudget budget, int window, PrivacyCost cost)
    {
        if (!Fits(cost, Total(owner, 0), budget.Lifetime)) return BudgetSpan.Lifetime;
        return Fits(cost, Total(owner, window), budget.Window) ? null : BudgetSpan.Window;
    }

    private PrivacyCost Total(string owner, int window)
    {
        if (_totals.TryGetValue((owner, window), out var known)) return known.Cost;
        var cost = _table.Total(owner, window);
        _totals.Add((owner, window), (cost, false));
        return cost;
    }

    // Nothing is below zero, so the differences cannot overflow.
    private static bool Fits(PrivacyCost cost, PrivacyCost spent, PrivacyCost limit) =>
        cost.NanoRho <= limit.NanoRho - spent.NanoRho && cost.FemtoDelta <= limit.FemtoDelta - spent.FemtoDelta;

    private static PrivacyCost Plus(PrivacyCost one, PrivacyCost other) => new(one.NanoRho + other.NanoRho, one.FemtoDelta + other.FemtoDelta);
}
