using Gateway.Audit;
using Gateway.Witnesses;
using Gateway.Workers;
using Policies.Alerts;
using Policies.Costs;

namespace Gateway.Alerts.Evaluation;

/// <summary>
/// Entries of the log, in its order → findings. Nothing else goes in but the rules and the contracts that entries name by their hash, so reading the log again finds
/// the same. The log says from which entry on rules are in force: changed rules find nothing in what was before.
/// </summary>
internal sealed class AlertEngine
{
    private const int MostPeople = 500_000;
    private readonly PersonBook _people = new(MostPeople);
    private readonly List<IRuleState> _states;
    private readonly IReadOnlyList<AlertRule> _rules;

    public AlertEngine(IReadOnlyList<AlertRule> rules, Func<string, PrivacyCost?> windowOf)
    {
        _rules = rules;
        _states = [.. rules.Select(rule => Start(rule, windowOf))];
        InForce = rules.Count == 0;
    }

    /// <summary>Whether the log says that these rules are in force.</summary>
    public bool InForce { get; private set; }

    /// <summary>Takes the next entry in.</summary>
    public IReadOnlyList<Finding> See(LogRecord record, ReadOnlyMemory<byte> subjects)
    {
        if (record.Entry is EventEntry { Event: AlertEvents.Rules } stated) InForce = AlertEvents.StatesRules(stated, _rules);
        var strangers = record.Entry is AccessEntry { Outcome: not AccessOutcome.Refused } access ? _people.See(access.Consumer, subjects.Span, access.Time) : 0;
        var seen = new SeenEntry(record, subjects, strangers);
        List<Finding>? found = null;
        foreach (var state in _states)
            if (state.See(seen, InForce) is { } finding) (found ??= []).Add(finding);
        return found ?? (IReadOnlyList<Finding>)[];
    }

    private IRuleState Start(AlertRule rule, Func<string, PrivacyCost?> windowOf) => rule switch
    {
        RefusalBurstRule burst => new RefusalBurst(burst),
        EnumerationRule enumeration => new Enumeration(enumeration),
        OutOfHoursRule hours => new OutOfHours(hours),
        BudgetLowRule low => new BudgetLow(low, windowOf),
        PersonByManyRule many => new PersonByMany(many, _people),
        ScoreDriftRule drift => new ScoreDrift(drift),
        IsolationOffRule => new NamedEvent(rule, WorkerEvents.IsolationOff),
        WitnessStaleRule => new NamedEvent(rule, WitnessWatch.Stale),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
