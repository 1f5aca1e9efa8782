using Sandbox.Datasets;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>A predicate as SQL, in which a missing value is unknown as SQL has it.</summary>
internal static class PredicateSql
{
    public static string Of(AggregatePredicate predicate, BoundJob job, SqlParameters parameters) => predicate switch
    {
        Compare compare => $"({Sql.Name(compare.Column)} {Symbol(compare.Is)} {parameters.Literal(compare.Value, job.ColumnOf(compare.Column))})",
        OneOf oneOf => In(oneOf.Column, oneOf.Values, job, parameters),
        Missing missing => $"({Sql.Name(missing.Column)} IS NULL)",
        AllOf all => Join(" AND ", all.Parts, job, parameters),
        AnyOf any => Join(" OR ", any.Parts, job, parameters),
        Negate not => $"(NOT {Of(not.Part, job, parameters)})",
        _ => throw new ArgumentOutOfRangeException(nameof(predicate)),
    };

    /// <summary>The column is one of some literals.</summary>
    public static string In(string column, IReadOnlyList<Literal> values, BoundJob job, SqlParameters parameters) =>
        $"({Sql.Name(column)} IN ({string.Join(", ", values.Select(v => parameters.Literal(v, job.ColumnOf(column))))}))";

    private static string Join(string word, IReadOnlyList<AggregatePredicate> parts, BoundJob job, SqlParameters parameters) =>
        $"({string.Join(word, parts.Select(p => Of(p, job, parameters)))})";

    private static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };
}
