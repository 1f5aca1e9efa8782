using System.Globalization;
using Gateway.Audit;
using Gateway.Cli.Contracts;
using Policies.Contracts;
using Policies.Usage;

namespace Gateway.Cli.Audit.Disclosure;

/// <summary>Adds a year up, from the entries of a log in their order.</summary>
/// <param name="origin">The log's name.</param>
/// <param name="year">The calendar year in Asia/Shanghai.</param>
internal sealed class YearBook(string origin, int year)
{
    private readonly UsageBook _usage = new(origin);
    private readonly Dictionary<UsageMonth, long> _refusedWithoutContract = [];
    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Kind, bool Acknowledged)> _alerts = new(StringComparer.Ordinal);

    private IEnumerable<UsageMonth> Months => Enumerable.Range(year * 12, 12).Select(UsageMonth.Of);

    /// <summary>Adds an entry.</summary>
    public void Add(LogRecord record)
    {
        var fact = UsageRecord.FactOf(record);
        _usage.Add(record.Index, fact);
        if (fact is not null) AddWithoutContract(fact);
        if (record.Entry is EventEntry { Facts: { } facts } entry) AddAlert(record.Index, entry, facts);
    }

    /// <summary>The year's figures.</summary>
    /// <param name="size">How many entries a checkpoint covers.</param>
    /// <param name="documentOf">The contract version of an identity, for its prices; null where it was not given.</param>
    public YearFigures Figures(long size, Func<string, ContractDocument?> documentOf)
    {
        var statements = Months.SelectMany(m => _usage.ContractsIn(m).Select(c => _usage.Statement(c, m, documentOf)!)).ToList();
        var months = Months.Select(m => new MonthFigures(
            m.ToString(), WithRefused(Sum(statements.Where(s => s.Month == m.ToString()).Select(s => s.Total)), _refusedWithoutContract.GetValueOrDefault(m)))).ToList();
        var reasons = new SortedDictionary<string, long>(_reasons, StringComparer.Ordinal);
        foreach (var (code, count) in statements.SelectMany(s => s.Refusals)) reasons[code] = reasons.GetValueOrDefault(code) + count;
        var answered = statements.Where(IsAnswered).ToList();
        return new YearFigures(
            year, origin, size,
            Consumers(answered), answered.Select(s => s.Contract).Distinct(StringComparer.Ordinal).Count(),
            Sum(months.Select(m => m.Total)), months,
            [.. statements.GroupBy(s => s.Product, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new ProductFigures(g.Key, Consumers(g.Where(IsAnswered)), Sum(g.Select(s => s.Total))))],
            [.. statements.SelectMany(s => s.Lines).GroupBy(l => l.Operation, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new OperationFigures(g.Key, Sum(g.Select(l => l.Total))))],
            reasons,
            _alerts.Values.GroupBy(a => a.Kind, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new AlertFigures(g.Count(), g.Count(a => a.Acknowledged)), StringComparer.Ordinal),
            [.. statements.SelectMany(s => s.Lines.Where(l => documentOf(l.Sha256) is null).Select(l => string.Create(CultureInfo.InvariantCulture, $"{s.Contract} v{l.Version}")))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    // What came of requests under a contract stands in its statement.
    private void AddWithoutContract(UsageFact fact)
    {
        if (fact is { Contract: not null, Sha256: not null } || UsageMonth.Of(fact.Time) is var month && month.Year != year) return;
        var refused = fact.Suppressed + (fact.Outcome is UsageOutcome.Refused ? 1 : 0);
        _refusedWithoutContract[month] = _refusedWithoutContract.GetValueOrDefault(month) + refused;
        foreach (var reason in fact.Reasons) _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    private void AddAlert(long index, EventEntry entry, IReadOnlyDictionary<string, string> facts)
    {
        if (entry.Event == "alert-raised" && UsageMonth.Of(entry.Time).Year == year && facts.TryGetValue("kind", out var kind))
            _alerts[index.ToString(CultureInfo.InvariantCulture)] = (kind, false);
        if (entry.Event == "alert-acknowledged" && facts.TryGetValue("alert", out var alert) && _alerts.TryGetValue(alert, out var raised))
            _alerts[alert] = raised with { Acknowledged = true };
    }

    private static bool IsAnswered(UsageStatement statement) => statement.Total.Calls + statement.Total.Replays > 0;

    private static int Consumers(IEnumerable<UsageStatement> statements) => statements.Select(s => s.Consumer).Distinct(StringComparer.Ordinal).Count();

    private static UsageTotal Sum(IEnumerable<UsageTotal> totals) => totals.Aggregate(UsageTotal.None, (a, b) => a.Plus(b));

    private static UsageTotal WithRefused(UsageTotal total, long refused) => total with { Refused = total.Refused + refused };
}
