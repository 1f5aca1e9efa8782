using System.Text.Json;
using Policies.Aggregates;

namespace Policies.Queries.Aggregates;

/// <summary>
/// The member <c>where</c>: <c>{"and":[…]}</c>, <c>{"or":[…]}</c>, <c>{"not":…}</c>, or <c>{"column":…,"operator":…}</c> with <c>value</c>, <c>values</c>, or
/// <c>from</c> and <c>to</c>.
/// </summary>
internal sealed class PredicateReading(JsonProblems problems)
{
    private int _comparisons;

    public Predicate? Read(JsonElement value, string path, int depth = 0)
    {
        if (JsonMembers.Of(value, path, problems, "and", "or", "not", "column", "operator", "value", "values", "from", "to") is not { } members) return null;
        string? word = null;
        foreach (var candidate in (string[])["and", "or", "not", "column"])
        {
            if (!members.Has(candidate)) continue;
            if (word is not null) return Fail(path, AggregateProblem.WantsPredicate);
            word = candidate;
        }

        if (word is null) return Fail(path, AggregateProblem.WantsPredicate);
        if (word == "column") return ReadComparison(members);
        foreach (var stray in (string[])["operator", "value", "values", "from", "to"])
            if (members.Has(stray)) problems.Add(members.At(stray), AggregateProblem.WantsPredicate);
        if (depth >= QueryLimits.Depth) return Fail(path, AggregateProblem.TooDeep);
        if (word == "not") return Read(members.Find(word)!.Value, members.At(word), depth + 1) is { } part ? new Predicate.Not(part) : null;
        return ReadParts(members, word, depth) is not { } parts ? null : word == "and" ? new Predicate.And(parts) : new Predicate.Or(parts);
    }

    private List<Predicate>? ReadParts(JsonMembers members, string word, int depth)
    {
        if (members.Items(members.Find(word)!.Value, word) is not { } items) return null;
        if (items.Count == 0) return members.Fail<List<Predicate>>(word, AggregateProblem.EmptyList);
        if (items.Count > QueryLimits.Comparisons) return members.Fail<List<Predicate>>(word, AggregateProblem.TooManyComparisons);
        Predicate?[] parts = [.. items.Select(i => Read(i.Value, i.Path, depth + 1))];
        return Array.Exists(parts, p => p is null) ? null : [.. parts.OfType<Predicate>()];
    }

    private Predicate.Comparison? ReadComparison(JsonMembers members)
    {
        if (++_comparisons == QueryLimits.Comparisons + 1) problems.Add(members.Path, AggregateProblem.TooManyComparisons);
        if (_comparisons > QueryLimits.Comparisons) return null;
        var column = BodyReading.ReadColumn(members.Find("column")!.Value, members.At("column"), problems);
        if (members.Need("operator") is not { } word) return null;
        if (word.ValueKind != JsonValueKind.String || OperatorName.List.FirstOrDefault(o => word.ValueEquals(o.Id)) is not { } name)
            return members.Fail<Predicate.Comparison>("operator", AggregateProblem.WantsOperator);
        string[] wanted = name.Operator switch
        {
            ComparisonOperator.IsNull => [],
            ComparisonOperator.In => ["values"],
            ComparisonOperator.Between => ["from", "to"],
            _ => ["value"],
        };
        foreach (var stray in ((string[])["value", "values", "from", "to"]).Except(wanted, StringComparer.Ordinal))
            if (members.Has(stray)) problems.Add(members.At(stray), AggregateProblem.UnknownMember);
        var literals = new List<QueryLiteral>();
        foreach (var member in wanted)
        {
            if (members.Need(member) is not { } value) return null;
            if (member == "values" ? !ReadValues(members, value, literals) : !Add(literals, ReadLiteral(value, members.At(member)))) return null;
        }

        return column is null ? null : new Predicate.Comparison(column, name.Operator, literals, members.Path);
    }

    private bool ReadValues(JsonMembers members, JsonElement value, List<QueryLiteral> literals)
    {
        if (members.Items(value, "values") is not { } items) return false;
        if (items.Count is 0 or > QueryLimits.Values)
        {
            problems.Add(members.At("values"), items.Count == 0 ? AggregateProblem.EmptyList : AggregateProblem.TooManyValues);
            return false;
        }

        return items.Count(i => Add(literals, ReadLiteral(i.Value, i.Path))) == items.Count;
    }

    private QueryLiteral? ReadLiteral(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when value.GetString() is { } text:
                if (text.Length <= QueryLimits.Text) return new QueryLiteral.Text(text);
                problems.Add(path, AggregateProblem.LongText);
                return null;
            case JsonValueKind.Number:
                if (ExactNumber.TryParse(value.GetRawText(), out var number)) return new QueryLiteral.Number(number);
                problems.Add(path, AggregateProblem.LongNumber);
                return null;
            case JsonValueKind.True or JsonValueKind.False:
                return new QueryLiteral.Truth(value.ValueKind == JsonValueKind.True);
            default:
                problems.Add(path, value.ValueKind == JsonValueKind.Null ? AggregateProblem.NullLiteral : AggregateProblem.WantsLiteral);
                return null;
        }
    }

    private static bool Add(List<QueryLiteral> literals, QueryLiteral? literal)
    {
        if (literal is null) return false;
        literals.Add(literal);
        return true;
    }

    private Predicate? Fail(string path, QueryProblem problem)
    {
        problems.Add(path, problem);
        return null;
    }
}
