using Gateway.Ledger.Storage;
using Gateway.Stores;

namespace Gateway.Ledger.Anchoring;

/// <summary>
/// A ledger that is used only once it has been proved whole and not older than the access log, and only as long as it goes forward. One that was put
/// back to an earlier state would let privacy be spent twice; it takes no charge until a human has looked.
/// </summary>
internal sealed class AnchoredLedger(DatabaseLedger ledger, LogAnchors anchors) : ILedger
{
    private long _reached;
    private volatile bool _proved;
    private volatile string? _objection;

    /// <summary>Why the ledger is refused for good; null: it is not.</summary>
    public string? Objection => _objection;

    /// <summary>Whether charges are taken.</summary>
    public bool IsOpen => _proved && _objection is null;

    /// <summary>Proves the ledger. Returns true once it is settled, one way or the other.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer; try again.</exception>
    public async Task ProveAsync(CancellationToken cancellation)
    {
        ledger.Prepare();
        // The log first: what it names then was charged before, so the ledger that is read afterwards must hold it.
        var anchor = await anchors.FindAsync(cancellation);
        var (objection, reached) = await ledger.ReadAsync(
            table => (LedgerProof.Objection(table) ?? (anchor is null ? null : Missing(table, anchor)), table.Head(locked: false).Sequence), cancellation);
        _objection = objection;
        Reach(reached);
        _proved = true;
    }

    /// <inheritdoc/>
    public async ValueTask<ChargeOutcome> ChargeAsync(Charge charge, CancellationToken cancellation)
    {
        Check();
        var before = Interlocked.Read(ref _reached);
        var outcome = await ledger.ChargeAsync(charge, cancellation);
        if (outcome is not ChargeOutcome.Charged { Repeated: false } charged) return outcome;
        if (charged.Entry.Sequence <= before)
        {
            _objection = $"entry {charged.Entry.Sequence} was given again";
            Check();
        }

        Reach(charged.Entry.Sequence);
        return outcome;
    }

    /// <inheritdoc/>
    public ValueTask<Spending> SpendingAsync(string contract, CancellationToken cancellation)
    {
        Check();
        return ledger.SpendingAsync(contract, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LedgerEntry>> EntriesAsync(string consumer, string? contract, string? dataset, int most, CancellationToken cancellation)
    {
        Check();
        return ledger.EntriesAsync(consumer, contract, dataset, most, cancellation);
    }

    private void Check()
    {
        if (!IsOpen) throw new StoreUnavailableException("ledger");
    }

    private void Reach(long sequence)
    {
        var known = Interlocked.Read(ref _reached);
        while (sequence > known)
        {
            var seen = Interlocked.CompareExchange(ref _reached, sequence, known);
            if (seen == known) return;
            known = seen;
        }
    }

    private static string? Missing(LedgerTable table, LedgerAnchor anchor) => table.At(anchor.Sequence) switch
    {
        null => $"entry {anchor.Index} of the access log names its entry {anchor.Sequence}, which it does not have: it is an old copy",
        { } entry when !string.Equals(Convert.ToBase64String(entry.Hash), anchor.Hash, StringComparison.Ordinal) =>
            $"entry {anchor.Index} of the access log names another entry {anchor.Sequence}: it has another past",
        _ => null,
    };
}
