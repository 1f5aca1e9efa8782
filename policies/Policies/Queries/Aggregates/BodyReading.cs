using System.Text.Json;
using Policies.Aggregates;
using Policies.Yaml;

namespace Policies.Queries.Aggregates;

/// <summary>The members <c>select</c>, <c>groupBy</c> and <c>where</c>.</summary>
internal static class BodyReading
{
    public static QueryBody? Read(JsonMembers members)
    {
        var select = ReadSelect(members);
        var keys = ReadKeys(members);
        var where = members.Find("where") is { } value ? new PredicateReading(members.Problems).Read(value, members.At("where")) : null;
        return select is null || keys is null ? null : new QueryBody(null, select, keys, where);
    }

    /// <summary>A column's name; null with a problem.</summary>
    public static NamedColumn? ReadColumn(JsonElement value, string path, JsonProblems problems)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } name && NamePattern.Column.Matches(name)) return new NamedColumn(name, path);
        problems.Add(path, AggregateProblem.WantsColumn);
        return null;
    }

    private static List<Selection>? ReadSelect(JsonMembers members)
    {
        if (members.Items(members.Find("select")!.Value, "select") is not { } items) return null;
        if (items.Count == 0) return members.Fail<List<Selection>>("select", AggregateProblem.EmptyList);
        if (items.Count > QueryLimits.Selections) return members.Fail<List<Selection>>("select", AggregateProblem.TooManySelections);
        return [.. items.Select(i => ReadSelection(i.Value, i.Path, members.Problems)).OfType<Selection>()];
    }

    private static Selection? ReadSelection(JsonElement value, string path, JsonProblems problems)
    {
        if (JsonMembers.Of(value, path, problems, "function", "column", "at", "edges") is not { } item) return null;
        if (item.Need("function") is not { } word) return null;
        if (word.ValueKind != JsonValueKind.String || FunctionName.List.FirstOrDefault(f => word.ValueEquals(f.Id)) is not { } name)
            return item.Fail<Selection>("function", AggregateProblem.WantsFunction);
        var column = item.Find("column") is { } named ? ReadColumn(named, item.At("column"), problems) : null;
        var arguments = new SelectionArguments(
            name.Function, column, item.Has("column"), Numbers(item, "at"), Numbers(item, "edges"), path, item.At("at"), item.At("edges"));
        return arguments.Check(problems);
    }

    /// <summary>Null when the member is not there; an item that is no number makes the list empty, which no function takes.</summary>
    private static List<ExactNumber>? Numbers(JsonMembers item, string member)
    {
        if (item.Find(member) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > QueryLimits.Bins + 1) return [];
        var numbers = new List<ExactNumber>();
        foreach (var number in value.EnumerateArray())
        {
            if (number.ValueKind != JsonValueKind.Number || !ExactNumber.TryParse(number.GetRawText(), out var exact)) return [];
            numbers.Add(exact);
        }

        return numbers;
    }

    private static List<NamedColumn>? ReadKeys(JsonMembers members)
    {
        if (members.Find("groupBy") is not { } value) return [];
        if (members.Items(value, "groupBy") is not { } items) return null;
        if (items.Count > QueryLimits.Keys) return members.Fail<List<NamedColumn>>("groupBy", AggregateProblem.TooManyKeys);
        var keys = new List<NamedColumn>();
        foreach (var (item, path) in items)
        {
            if (ReadColumn(item, path, members.Problems) is not { } key) continue;
            if (keys.Exists(k => string.Equals(k.Name, key.Name, StringComparison.Ordinal))) members.Problems.Add(path, AggregateProblem.RepeatedKey);
            keys.Add(key);
        }

        return keys;
    }
}
