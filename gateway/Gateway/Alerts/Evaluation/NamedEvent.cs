using Gateway.Audit;
using Policies.Alerts;

namespace Gateway.Alerts.Evaluation;

/// <summary>A rule that alerts of each event of a name.</summary>
internal sealed class NamedEvent(AlertRule rule, string name) : IRuleState
{
    public Finding? See(SeenEntry seen, bool inForce) =>
        inForce && seen.Record.Entry is EventEntry entry && string.Equals(entry.Event, name, StringComparison.Ordinal)
            ? Finding.Of(rule, seen.Index, name, [.. (entry.Facts ?? new Dictionary<string, string>(StringComparer.Ordinal)).Select(f => (f.Key, f.Value))])
            : null;
}
