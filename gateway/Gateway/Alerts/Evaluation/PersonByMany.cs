using System.Globalization;
using Gateway.Audit;
using Policies.Alerts;

namespace Gateway.Alerts.Evaluation;

/// <inheritdoc cref="PersonByManyRule"/>
internal sealed class PersonByMany(PersonByManyRule rule, PersonBook people) : IRuleState
{
    private const int MostNamed = 10;
    private readonly Silence _silence = new();

    public Finding? See(SeenEntry seen, bool inForce)
    {
        if (!inForce || seen.Access is not { SubjectsKey: { } key } access) return null;
        var found = new List<string>();
        IReadOnlyList<string> consumers = [];
        for (var at = 0; at < seen.Subjects.Length; at += AccessLogReader.SubjectHashSize)
        {
            var hash = seen.Subjects.Span.Slice(at, AccessLogReader.SubjectHashSize);
            if (people.MostConsumersOf(hash) < rule.Consumers) continue;
            var those = people.ConsumersOf(hash, access.Time, rule.Days);
            var name = Convert.ToBase64String(hash);
            if (those.Count < rule.Consumers || !_silence.TryBreak(name, access.Time, access.Time.AddDays(rule.Days))) continue;
            if (found.Count == 0) consumers = those;
            found.Add(name);
        }

        return found.Count == 0 ? null : Finding.Of(rule, seen.Index, access.Consumer,
            ("people", found.Count.ToString(CultureInfo.InvariantCulture)), ("key", key), ("hashes", string.Join(' ', found.Take(MostNamed))),
            ("consumers", string.Join(' ', consumers.Take(MostNamed))));
    }
}
