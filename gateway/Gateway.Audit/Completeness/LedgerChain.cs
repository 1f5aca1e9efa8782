using System.Globalization;

namespace Gateway.Audit.Completeness;

/// <summary>The charges that entries name, by their places in the ledger: 1, 2, 3, … Charges are few, beside requests.</summary>
internal sealed class LedgerChain
{
    private readonly SortedDictionary<long, string> _hashes = [];

    /// <summary>How many charges are named.</summary>
    public long Count => _hashes.Count;

    /// <summary>An entry names a charge. A request that was tried again names the same charge, with the same hash.</summary>
    public void Add(long index, long sequence, string hash, List<CompletenessFinding> findings)
    {
        if (_hashes.TryAdd(sequence, hash) || string.Equals(_hashes[sequence], hash, StringComparison.Ordinal)) return;
        findings.Add(new(CompletenessKind.ChargeAltered, index, Say($"Entry {index} names charge {sequence} of the ledger with another hash than an entry before.")));
    }

    /// <summary>Tells of the places between that no entry names.</summary>
    /// <param name="whole">From the first place on; otherwise from the first that is named.</param>
    /// <param name="findings">Receives them.</param>
    public void Finish(bool whole, List<CompletenessFinding> findings)
    {
        var next = whole ? 1 : _hashes.Keys.FirstOrDefault();
        foreach (var sequence in _hashes.Keys)
        {
            if (sequence > next)
            {
                var which = sequence - next == 1 ? Say($"Charge {next}") : Say($"Charges {next} to {sequence - 1}");
                findings.Add(new(CompletenessKind.ChargeMissing, null, $"{which} of the ledger has no entry: privacy was charged for something that was never recorded."));
            }

            next = sequence + 1;
        }
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
