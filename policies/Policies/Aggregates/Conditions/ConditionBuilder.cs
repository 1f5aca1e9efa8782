using System.Text.Json;
using Sandbox.Protocol;

namespace Policies.Aggregates.Conditions;

/// <summary>
/// Makes normal forms out of normal forms. Each step keeps the meaning: sets of one column are intersected under AND and united under OR, which is
/// what AND and OR do once nothing is unknown; the rest is flattening, sorting and dropping what never or always holds.
/// </summary>
internal static class ConditionBuilder
{
    private static readonly Condition Everything = new Condition.Everything();
    private static readonly Condition Nothing = new Condition.Nothing();

    public static Condition Of(ValueSet set) => set.IsEmpty ? Nothing : set.IsWhole ? Everything : new Condition.Within(set);

    public static Condition All(IEnumerable<Condition> parts)
    {
        var (sets, others) = (new Dictionary<string, ValueSet>(StringComparer.Ordinal), new List<Condition>());
        foreach (var part in parts.SelectMany(p => p is Condition.All all ? all.Parts : [p]))
        {
            if (part is Condition.Nothing) return Nothing;
            if (part is Condition.Within { Set: var set }) sets[set.Column.Name] = sets.TryGetValue(set.Column.Name, out var met) ? met.And(set) : set;
            else if (part is not Condition.Everything) others.Add(part);
        }

        // Sets that have become empty hold of no row, and so does the whole.
        if (sets.Values.Any(s => s.IsEmpty)) return Nothing;
        var sorted = Sort([.. sets.Values.Where(s => !s.IsWhole).Select(s => new Condition.Within(s)), .. others]);
        return sorted switch { [] => Everything, [var one] => one, _ => new Condition.All(sorted) };
    }

    public static Condition Any(IEnumerable<Condition> parts)
    {
        var (sets, others) = (new Dictionary<string, ValueSet>(StringComparer.Ordinal), new List<Condition>());
        foreach (var part in parts.SelectMany(p => p is Condition.Any any ? any.Parts : [p]))
        {
            if (part is Condition.Everything) return Everything;
            if (part is Condition.Within { Set: var set }) sets[set.Column.Name] = sets.TryGetValue(set.Column.Name, out var met) ? met.Or(set) : set;
            else if (part is not Condition.Nothing) others.Add(part);
        }

        if (sets.Values.Any(s => s.IsWhole)) return Everything;
        var sorted = Sort([.. sets.Values.Where(s => !s.IsEmpty).Select(s => new Condition.Within(s)), .. others]);
        return sorted switch { [] => Nothing, [var one] => one, _ => new Condition.Any(sorted) };
    }

    private static List<Condition> Sort(List<Condition> parts) =>
        [.. parts.Select(p => (Part: p, Key: Key(p))).DistinctBy(p => p.Key, StringComparer.Ordinal).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Part)];

    private static string Key(Condition part) => JsonSerializer.Serialize(ConditionCompiler.Compile(part), ProtocolJson.Default.AggregatePredicate);
}
