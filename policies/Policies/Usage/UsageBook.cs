using Policies.Contracts;

namespace Policies.Usage;

/// <summary>Adds entries of the access log up, in the order of the log. For one thread at a time.</summary>
/// <param name="origin">The log's name.</param>
public sealed class UsageBook(string origin)
{
    private const int MostCharges = 1000;
    private readonly Dictionary<(string Contract, UsageMonth Month), Sheet> _sheets = [];

    /// <summary>The index of the entry that is wanted next.</summary>
    public long Next { get; private set; }

    /// <summary>Adds an entry; null stands for one that is not about usage.</summary>
    public void Add(long index, UsageFact? fact)
    {
        Next = index + 1;
        if (fact?.Contract is not { } contract || fact.Sha256 is null) return;
        var key = (contract, UsageMonth.Of(fact.Time));
        if (!_sheets.TryGetValue(key, out var sheet)) _sheets[key] = sheet = new Sheet(fact);
        sheet.Add(fact);
    }

    /// <summary>The months in which a contract was used, the earliest first.</summary>
    public IReadOnlyList<UsageMonth> MonthsOf(string contract) =>
        [.. _sheets.Keys.Where(k => string.Equals(k.Contract, contract, StringComparison.Ordinal)).Select(k => k.Month).OrderBy(m => m.Number)];

    /// <summary>The contracts that were used in a month.</summary>
    public IReadOnlyList<string> ContractsIn(UsageMonth month) =>
        [.. _sheets.Keys.Where(k => k.Month == month).Select(k => k.Contract).Order(StringComparer.Ordinal)];

    /// <summary>The statement of a contract and month; null when there was no request.</summary>
    /// <param name="contract">The contract's id.</param>
    /// <param name="month">The month.</param>
    /// <param name="documentOf">The version of an identity, for its price list; null where it is not known: then it costs nothing.</param>
    public UsageStatement? Statement(string contract, UsageMonth month, Func<string, ContractDocument?> documentOf) =>
        _sheets.TryGetValue((contract, month), out var sheet) ? sheet.Statement(contract, month, new UsageLog(origin, sheet.First, sheet.Last, Next), documentOf) : null;

    private sealed class Sheet(UsageFact first)
    {
        private readonly SortedDictionary<(int Version, string Sha256, string Operation), UsageTotal> _lines = [];
        private readonly SortedDictionary<string, long> _refusals = new(StringComparer.Ordinal);
        private readonly Queue<PrivacyCharge> _spent = new();

        public long First { get; } = first.Index;

        public long Last { get; private set; }

        public void Add(UsageFact fact)
        {
            Last = fact.Index;
            var key = (fact.Version, fact.Sha256!, fact.Operation);
            _lines[key] = Plus(_lines.GetValueOrDefault(key) ?? UsageTotal.None, fact);
            foreach (var reason in fact.Reasons) _refusals[reason] = _refusals.GetValueOrDefault(reason) + 1;
            if (fact.Replay || fact.Outcome is UsageOutcome.Refused || (fact.NanoRho == 0 && fact.FemtoDelta == 0)) return;
            _spent.Enqueue(new PrivacyCharge(fact.Index, fact.Time, fact.NanoRho, fact.FemtoDelta));
            if (_spent.Count > MostCharges) _spent.Dequeue();
        }

        public UsageStatement Statement(string contract, UsageMonth month, UsageLog log, Func<string, ContractDocument?> documentOf)
        {
            var lines = _lines.Select(l => new UsageLine(
                l.Key.Version, l.Key.Sha256, l.Key.Operation, l.Value with { Fen = Price(documentOf(l.Key.Sha256), l.Key.Operation, l.Value) })).ToList();
            var total = lines.Select(l => l.Total).Aggregate((a, b) => a.Plus(b));
            return new UsageStatement(
                contract, first.Consumer, first.Product ?? "", month.ToString(), log, lines, new Dictionary<string, long>(_refusals, StringComparer.Ordinal), [.. _spent], total);
        }

        private static UsageTotal Plus(UsageTotal total, UsageFact fact)
        {
            total = total with { Refused = total.Refused + fact.Suppressed };
            if (fact.Replay) return total with { Replays = total.Replays + 1 };

            // A refusal names the cost of what it refused; it was not charged. A failure came after the charge, which is never given back.
            var charged = fact.Outcome is not UsageOutcome.Refused;
            total = total with { NanoRho = total.NanoRho + (charged ? fact.NanoRho : 0), FemtoDelta = total.FemtoDelta + (charged ? fact.FemtoDelta : 0) };
            return fact.Outcome switch
            {
                UsageOutcome.Granted => total with { Calls = total.Calls + 1, Subjects = total.Subjects + fact.Subjects },
                UsageOutcome.Refused => total with { Refused = total.Refused + 1 },
                _ => total with { Failed = total.Failed + 1 },
            };
        }

        private static long Price(ContractDocument? document, string operation, UsageTotal total)
        {
            var of = UsageFact.OperationOf(operation);
            return (document?.Prices ?? []).Where(p => p.Operation == of).Sum(p => p.Fen * (p.Per is PriceUnit.Call ? total.Calls : total.Subjects));
        }
    }
}
