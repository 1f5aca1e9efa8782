using System.Globalization;
using Gateway.Alerts.Evaluation;
using Gateway.Audit;
using Policies.Alerts;

namespace Gateway.Alerts;

/// <summary>What the log says of alerts.</summary>
internal static class AlertEvents
{
    /// <summary>The rules in force from here on: as facts their terms, by name.</summary>
    public const string Rules = "alert-rules";

    /// <summary>A rule found something.</summary>
    public const string Raised = "alert-raised";

    /// <summary>The regulator's endpoint has taken an alert.</summary>
    public const string Delivered = "alert-delivered";

    /// <summary>Somebody took note of an alert, and says why no more is to be done.</summary>
    public const string Acknowledged = "alert-acknowledged";

    private const string Rule = "rule";
    private const string Kind = "kind";
    private const string Entry = "entry";
    private const string About = "about";
    private const string Alert = "alert";
    private const string By = "by";
    private const string Reason = "reason";

    public static EventEntry OfRules(IReadOnlyList<AlertRule> rules, DateTimeOffset now) =>
        new() { Time = now, Event = Rules, Facts = rules.ToDictionary(r => r.Name, r => r.Terms, StringComparer.Ordinal) };

    public static bool StatesRules(EventEntry entry, IReadOnlyList<AlertRule> rules) =>
        (entry.Facts?.Count ?? 0) == rules.Count && rules.All(r => string.Equals(entry.Facts!.GetValueOrDefault(r.Name), r.Terms, StringComparison.Ordinal));

    public static EventEntry OfFinding(Finding finding, DateTimeOffset now) => new()
    {
        Time = now,
        Event = Raised,
        Facts = new Dictionary<string, string>(finding.Facts, StringComparer.Ordinal)
        {
            [Rule] = finding.Rule, [Kind] = finding.Kind, [Entry] = Text(finding.Entry), [About] = finding.About,
        },
    };

    public static EventEntry OfDelivery(long alert, DateTimeOffset now) =>
        new() { Time = now, Event = Delivered, Facts = new Dictionary<string, string>(StringComparer.Ordinal) { [Alert] = Text(alert) } };

    public static EventEntry OfAcknowledgement(long alert, string by, string reason, DateTimeOffset now) => new()
    {
        Time = now,
        Event = Acknowledged,
        Facts = new Dictionary<string, string>(StringComparer.Ordinal) { [Alert] = Text(alert), [By] = by, [Reason] = reason },
    };

    /// <summary>The finding of an <see cref="Raised"/> entry; null when it is none.</summary>
    public static Finding? FindingOf(EventEntry entry)
    {
        if (entry.Facts is not { } facts || !facts.TryGetValue(Rule, out var rule) || !facts.TryGetValue(Kind, out var kind)
            || !facts.TryGetValue(About, out var about) || Number(facts, Entry) is not { } index) return null;
        return new Finding(rule, kind, index, about, facts.Where(f => f.Key is not (Rule or Kind or Entry or About)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal));
    }

    /// <summary>The alert that a <see cref="Delivered"/> or <see cref="Acknowledged"/> entry is about.</summary>
    public static long? AlertOf(EventEntry entry) => entry.Facts is { } facts ? Number(facts, Alert) : null;

    /// <summary>What an <see cref="Acknowledged"/> entry says.</summary>
    public static Acknowledgement AcknowledgementOf(EventEntry entry, long index) =>
        new(index, entry.Time, entry.Facts?.GetValueOrDefault(By) ?? "", entry.Facts?.GetValueOrDefault(Reason) ?? "");

    private static long? Number(IReadOnlyDictionary<string, string> facts, string name) =>
        long.TryParse(facts.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
