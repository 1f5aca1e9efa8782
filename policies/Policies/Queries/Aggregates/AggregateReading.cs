using System.Text.Json;
using Policies.Queries.Sql;
using Policies.Yaml;

namespace Policies.Queries.Aggregates;

/// <summary>The request as JSON: the query itself, in parts or as SQL, and around it purpose, spending and output.</summary>
internal static class AggregateReading
{
    public static AggregateQuery? Read(JsonElement root, JsonProblems problems)
    {
        var members = JsonMembers.Of(
            root, "$", problems, "purpose", "sql", "select", "groupBy", "where", "epsilon", "delta", "accuracy", "mechanism", "output");
        if (members is null) return null;
        var purpose = ReadPurpose(members);
        var body = ReadBody(members);
        var spend = SpendReading.Read(members);
        var noise = ReadNoise(members);
        var output = ReadOutput(members);
        if (purpose is null || body is not { } found || problems.Any) return null;
        return new AggregateQuery(purpose, found.From, found.Select, found.GroupBy, found.Where, spend, noise, output);
    }

    private static QueryBody? ReadBody(JsonMembers members)
    {
        if (members.Has("sql") == members.Has("select")) return members.Problems is var problems ? Fail(problems) : null;
        if (members.Find("sql") is not { } sql) return BodyReading.Read(members);
        foreach (var member in (string[])["groupBy", "where"])
            if (members.Has(member)) members.Problems.Add(members.At(member), AggregateProblem.NotBesideSql);
        if (sql.ValueKind != JsonValueKind.String) return members.Fail<QueryBody>("sql", QueryProblem.WantsText);
        return SqlParser.Parse(sql.GetString()!, members.At("sql"), members.Problems);

        static QueryBody? Fail(JsonProblems problems)
        {
            problems.Add("$", AggregateProblem.SqlOrSelect);
            return null;
        }
    }

    private static string? ReadPurpose(JsonMembers members)
    {
        if (members.Need("purpose") is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String) return members.Fail<string>("purpose", QueryProblem.WantsText);
        var purpose = value.GetString()!;
        return NamePattern.Identifier.Matches(purpose) ? purpose : members.Fail<string>("purpose", QueryProblem.WantsPurpose);
    }

    private static NoiseKind ReadNoise(JsonMembers members)
    {
        if (members.Find("mechanism") is not { } value) return NoiseKind.Gaussian;
        if (value.ValueKind == JsonValueKind.String && value.ValueEquals("gaussian")) return NoiseKind.Gaussian;
        if (value.ValueKind == JsonValueKind.String && value.ValueEquals("laplace")) return NoiseKind.Laplace;
        return members.Fail<NoiseKind>("mechanism", AggregateProblem.WantsNoise);
    }

    private static OutputShape ReadOutput(JsonMembers members)
    {
        var shape = new OutputShape(NonNegative: false, RoundTo: null);
        if (members.Find("output") is not { } value) return shape;
        if (JsonMembers.Of(value, members.At("output"), members.Problems, "nonNegative", "roundTo") is not { } output) return shape;
        if (output.Find("nonNegative") is { } clamp)
        {
            if (clamp.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) output.Problems.Add(output.At("nonNegative"), AggregateProblem.WantsTruth);
            shape = shape with { NonNegative = clamp.ValueKind == JsonValueKind.True };
        }

        if (output.Find("roundTo") is not { } round) return shape;
        if (round.ValueKind == JsonValueKind.Number && round.TryGetInt64(out var multiple) && multiple is >= 1 and <= QueryLimits.RoundTo)
            return shape with { RoundTo = multiple };
        output.Problems.Add(output.At("roundTo"), AggregateProblem.WantsMultiple);
        return shape;
    }
}
