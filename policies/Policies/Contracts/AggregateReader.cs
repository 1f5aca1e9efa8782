using Policies.Aggregates;
using Policies.Costs;
using Policies.Yaml;

namespace Policies.Contracts;

/// <summary>The <c>aggregate</c> clause of a contract.</summary>
internal static class AggregateReader
{
    public static AggregateClause Read(MapReader reader)
    {
        var functions = reader.Need("functions", "the functions granted, [count, sum]") is { } node ? ReadFunctions(reader, node, "functions") : [];
        var groupBy = reader.Names("groupBy", NamePattern.Column, hint: null, mayBeEmpty: true);
        var where = reader.Names("where", NamePattern.Column, hint: null, mayBeEmpty: true);
        var measures = reader.Has("measures", out node) ? ReadMeasures(reader, node, functions) : null;
        var epsilon = BudgetReader.ReadEpsilon(reader, "epsilonPerQuery", "the most epsilon of one query, such as 0.05") ?? default;
        reader.Done();
        return new AggregateClause(functions, groupBy, where, measures, epsilon);
    }

    private static IReadOnlyList<AggregateFunction> ReadFunctions(MapReader reader, YamlNode node, string key)
    {
        var found = new List<AggregateFunction>();
        _ = reader.ListOf(node, key, mayBeEmpty: false, item =>
        {
            if (reader.ChoiceOf(item, key, FunctionName.Choices) is not { } function) return "";
            if (!found.Contains(function)) found.Add(function);
            return FunctionName.Of(function).Id;
        });
        return found;
    }

    // [a, b]: each with every function granted. { a: [sum], b: [sum, mean] }: each with its own.
    private static List<MeasureClause> ReadMeasures(MapReader reader, YamlNode node, IReadOnlyList<AggregateFunction> granted)
    {
        AggregateFunction[] all = [.. granted.Where(f => FunctionName.Of(f).NeedsMeasure)];
        if (all.Length == 0) reader.Error("measures", "None of the functions granted is computed of a measure. Delete it, or grant sum, mean, ….");
        if (node is not YamlMap map) return [.. reader.Names("measures", NamePattern.Column, hint: "the measures granted").Select(m => new MeasureClause(m, all))];
        var measures = new List<MeasureClause>();
        foreach (var (key, value) in map.Entries)
        {
            if (!NamePattern.Column.Matches(key.Text)) reader.Errors.Add(key.Line, $"measures: Write {NamePattern.Column.Description}.");
            var functions = ReadFunctions(reader, value, "measures");
            foreach (var function in functions.Where(f => !all.Contains(f)))
                reader.Errors.Add(value.Line, $"measures: '{FunctionName.Of(function).Id}' is not among functions, or not computed of a measure. Drop it here.");
            measures.Add(new MeasureClause(key.Text, functions));
        }

        if (measures.Count == 0) reader.Error("measures", "There is no measure. Write one, or leave the key out for all of the product's.");
        return measures;
    }
}
