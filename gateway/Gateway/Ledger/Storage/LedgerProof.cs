using Policies.Costs;

namespace Gateway.Ledger.Storage;

/// <summary>
/// Whether a ledger is whole: its entries follow each other without a gap, each holds the hash of all before it, the totals are the sums of the
/// entries, and the head is the last of them.
/// </summary>
internal static class LedgerProof
{
    /// <summary>What is wrong; null: nothing.</summary>
    public static string? Objection(LedgerTable table)
    {
        var (hash, last) = (LedgerEntry.NoHash, (LedgerEntry?)null);
        var sums = new Dictionary<(string Owner, int Window), PrivacyCost>();
        foreach (var entry in table.All())
        {
            var sequence = (last?.Sequence ?? 0) + 1;
            if (entry.Sequence != sequence) return $"entry {sequence} is missing";
            if (!entry.HashAfter(hash).AsSpan().SequenceEqual(entry.Hash)) return $"entry {sequence} was altered";
            if (entry.Window < last?.Window) return $"the window turned back at entry {sequence}";
            foreach (var owner in (ReadOnlySpan<string>)[LedgerBook.OfContract(entry.Contract), LedgerBook.OfDataset(entry.Dataset)])
                foreach (var window in (ReadOnlySpan<int>)[entry.Window, 0])
                    sums[(owner, window)] = Plus(sums.GetValueOrDefault((owner, window)), entry.Cost);
            (hash, last) = (entry.Hash, entry);
        }

        var head = table.Head(locked: false);
        if (head.Sequence != (last?.Sequence ?? 0) || head.Window != (last?.Window ?? 0) || !head.Hash.AsSpan().SequenceEqual(hash)) return "the head is not the last entry";
        var totals = table.Totals().ToDictionary(t => (t.Owner, t.Window), t => t.Cost);
        return totals.Count == sums.Count && sums.All(s => totals.TryGetValue(s.Key, out var total) && total == s.Value) ? null : "the totals are not the sums of the entries";
    }

    private static PrivacyCost Plus(PrivacyCost one, PrivacyCost other) => new(one.NanoRho + other.NanoRho, one.FemtoDelta + other.FemtoDelta);
}
