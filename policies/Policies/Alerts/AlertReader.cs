using Policies.Yaml;

namespace Policies.Alerts;

/// <summary>YAML → <see cref="AlertRule"/>.</summary>
internal static class AlertReader
{
    private const int MaxMinutes = 24 * 60;
    private const int PsiDigits = 3;

    private static readonly (string Word, Func<string, MapReader, AlertRule> Read)[] Kinds =
    [
        (RefusalBurstRule.Word, (name, r) => new RefusalBurstRule(name, Whole(r, "refusals", 1_000_000, "how many refusals"), Minutes(r))),
        (EnumerationRule.Word, (name, r) => new EnumerationRule(name, Whole(r, "newSubjects", 100_000_000, "how many new people"), Minutes(r))),
        (OutOfHoursRule.Word, ReadHours),
        (BudgetLowRule.Word, (name, r) => new BudgetLowRule(name, Whole(r, "leftPercent", 99, "how much is little, in percent"))),
        (PersonByManyRule.Word, (name, r) => new PersonByManyRule(
            name, (int)r.Integer("consumers", 2, 1000, "how many consumers, from 2"), Whole(r, "days", PersonByManyRule.MaxDays, "within how many days"))),
        (ScoreDriftRule.Word, (name, r) => new ScoreDriftRule(name, (int)(r.Exact("psi", PsiDigits, 1, 10_000, "the stability index from which on it is told, such as 0.25") ?? 1))),
        (IsolationOffRule.Word, (name, _) => new IsolationOffRule(name)),
        (WitnessStaleRule.Word, (name, _) => new WitnessStaleRule(name)),
    ];

    public static AlertRule Read(MapReader reader)
    {
        var name = reader.Name("alert", NamePattern.Identifier, "its name, the same as the file's");
        var before = reader.Errors.Count;
        var read = reader.Choice("kind", Kinds, $"one of {string.Join(", ", Kinds.Select(k => k.Word))}");
        // What a rule of an unknown kind needs is not known either.
        if (reader.Errors.Count > before) return new IsolationOffRule(name);
        var rule = read(name, reader);
        reader.Done();
        return rule;
    }

    private static int Whole(MapReader reader, string key, int most, string hint) => (int)reader.Integer(key, 1, most, hint);

    private static int Minutes(MapReader reader) => Whole(reader, "minutes", MaxMinutes, "within how many minutes");

    private static OutOfHoursRule ReadHours(string name, MapReader reader)
    {
        var from = (int)reader.Integer("fromHour", 0, 23, "the hour when work begins, Asia/Shanghai");
        var to = (int)reader.Integer("toHour", 1, 24, "the hour when work is over, Asia/Shanghai");
        if (to <= from) reader.Error("toHour", $"Write an hour after {from}.");
        return new OutOfHoursRule(name, from, to);
    }
}
