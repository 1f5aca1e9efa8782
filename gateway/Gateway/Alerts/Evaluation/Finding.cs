using Policies.Alerts;

namespace Gateway.Alerts.Evaluation;

/// <summary>What a rule found. A rule finds at most one thing in an entry, so rule and entry name it for good.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Entry">The index of the entry with which it was so.</param>
/// <param name="About">Whom or what it is about: a consumer, a contract, a model, …</param>
/// <param name="Facts">Figures, by name.</param>
internal sealed record Finding(string Rule, string Kind, long Entry, string About, IReadOnlyDictionary<string, string> Facts)
{
    public static Finding Of(AlertRule rule, long entry, string about, params (string Name, string Value)[] facts) =>
        new(rule.Name, rule.Kind, entry, about, facts.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal));
}
