using System.Text.Json;
using Gateway.Audit;
using Gateway.Cli.Contracts;
using Policies.Contracts;
using Policies.Usage;

namespace Gateway.Cli.Audit.Bundles;

/// <summary>Computes statements of usage from the entries and the price lists of the contracts, and compares them with what the gateway bills.</summary>
internal sealed class BillReview(string origin, long first)
{
    private readonly UsageBook _book = new(origin);
    private long _next;

    /// <summary>Adds the next entry.</summary>
    public void Add(LogRecord record)
    {
        _book.Add(record.Index, UsageRecord.FactOf(record));
        _next = record.Index + 1;
    }

    /// <summary>What is billed otherwise than it should be. Statements that go back to entries outside of these are passed over.</summary>
    public IEnumerable<Discrepancy> Check(UsageStatements billed, IReadOnlyDictionary<string, ContractVersion> contracts)
    {
        foreach (var statement in billed.Statements.Where(s => s.Log.First >= first && s.Log.Last < _next))
        {
            var known = UsageMonth.TryParse(statement.Month, out var month);
            var own = known ? _book.Statement(statement.Contract, month, sha => contracts.GetValueOrDefault(sha)?.Document) : null;
            if (own is null || Text(own) != Text(statement))
                yield return new Discrepancy(DiscrepancyName.Bill, statement.Log.Last, $"The statement of {statement.Contract} for {statement.Month} is not what its entries and its price list give.");
        }
    }

    /// <summary>The fees in these entries, by contract and month, in fen.</summary>
    public IEnumerable<(string Contract, UsageMonth Month, UsageTotal Total)> Totals(IReadOnlyDictionary<string, ContractVersion> contracts) =>
        from contract in contracts.Values.Select(c => c.Document.Contract).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        from month in _book.MonthsOf(contract)
        let statement = _book.Statement(contract, month, sha => contracts.GetValueOrDefault(sha)?.Document)
        select (contract, month, statement.Total);

    // How far the log had been read is not part of what is billed.
    private static string Text(UsageStatement statement) => JsonSerializer.Serialize(statement with { Log = statement.Log with { Read = 0 } }, UsageJson.Default.UsageStatement);
}
