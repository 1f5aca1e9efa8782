using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Policies.Aggregates;
using Policies.Aggregates.Conditions;
using Policies.Queries.Aggregates;
using Sandbox.Protocol;

namespace Policies.Tests.Aggregates.Conditions;

/// <summary>The normal form never changes which rows count, and paraphrases have one.</summary>
public sealed class NormaliserProperties
{
    [Property(MaxTest = 5_000)]
    public Property Normalise_AnyPredicateAndRow_CountsTheSameRows() => Prop.ForAll(
        Rows.Predicates.Zip(Rows.Row.ListOf()).ToArbitrary(), pair =>
        {
            var condition = Normalise(pair.Item1);
            foreach (var row in pair.Item2) Holds(condition, row).ShouldBe(Rows.Truth(pair.Item1, row) == true);
        });

    [Property(MaxTest = 3_000)]
    public Property Normalise_Paraphrases_HaveOneForm() => Prop.ForAll(
        Rows.Predicates.Zip(Gen.Choose(0, int.MaxValue - 1)).ToArbitrary(), pair =>
            Bytes(Paraphrase(pair.Item1, pair.Item2)).ShouldBe(Bytes(pair.Item1)));

    [Fact]
    public void Normalise_AlwaysAndNever_AreToldApartFromEverythingElse()
    {
        Normalise(Compare("whole", ComparisonOperator.GreaterOrEqual, "-3")).ShouldBeOfType<Condition.Within>("a missing value is not at least −3");
        Normalise(Compare("money", ComparisonOperator.GreaterOrEqual, "0")).ShouldBeOfType<Condition.Everything>();
        Normalise(Compare("money", ComparisonOperator.Equal, "0.15")).ShouldBeOfType<Condition.Nothing>("no tenth is 0.15");
        Normalise(Compare("whole", ComparisonOperator.Greater, "1e300")).ShouldBeOfType<Condition.Nothing>();
    }

    [Theory]
    [InlineData(ComparisonOperator.Greater, "4", ComparisonOperator.GreaterOrEqual, "5")]
    [InlineData(ComparisonOperator.Less, "4", ComparisonOperator.LessOrEqual, "3")]
    [InlineData(ComparisonOperator.Greater, "4.5", ComparisonOperator.GreaterOrEqual, "5.0")]
    [InlineData(ComparisonOperator.LessOrEqual, "4e0", ComparisonOperator.Less, "4.000001")]
    public void Normalise_NeighbouringIntegers_AreOneForm(ComparisonOperator first, string value, ComparisonOperator second, string other) =>
        Bytes(Compare("open", first, value)).ShouldBe(Bytes(Compare("open", second, other)));

    [Fact]
    public void Normalise_DifferentRows_AreDifferentForms() =>
        Bytes(Compare("open", ComparisonOperator.Greater, "4")).ShouldNotBe(Bytes(Compare("open", ComparisonOperator.Greater, "5")));

    private static Condition Normalise(Predicate predicate)
    {
        var problems = new JsonProblems();
        var condition = new Normaliser(Rows.Facts, problems).Run(predicate);
        problems.Any.ShouldBeFalse();
        return condition;
    }

    private static bool Holds(Condition condition, IReadOnlyDictionary<string, object?> row) => condition switch
    {
        Condition.Everything => true,
        Condition.Nothing => EngineTruth.Of(ConditionCompiler.Never("whole"), row) == true,
        _ => EngineTruth.Of(ConditionCompiler.Compile(condition), row) == true,
    };

    private static string Bytes(Predicate predicate) => Normalise(predicate) switch
    {
        Condition.Everything => "everything",
        Condition.Nothing => "nothing",
        var condition => JsonSerializer.Serialize(ConditionCompiler.Compile(condition), ProtocolJson.Default.AggregatePredicate),
    };

    private static Predicate.Comparison Compare(string column, ComparisonOperator comparison, string number) =>
        new(new NamedColumn(column, "$"), comparison, [new QueryLiteral.Number(Rows.Number(number))], "$");

    /// <summary>The same in other words: turned round, doubled, negated twice, by De Morgan, with opposite operators.</summary>
    private static Predicate Paraphrase(Predicate predicate, int seed)
    {
        var rest = seed / 7;
        if (seed == 0) return predicate;
        return (seed % 7, predicate) switch
        {
            (0, _) => new Predicate.Not(new Predicate.Not(Paraphrase(predicate, rest))),
            (1, _) => new Predicate.And([Paraphrase(predicate, rest), predicate]),
            (2, _) => new Predicate.Or([predicate, Paraphrase(predicate, rest)]),
            (3, Predicate.And and) => new Predicate.Not(new Predicate.Or([.. and.Parts.Select(p => new Predicate.Not(p))])),
            (4, Predicate.Or or) => new Predicate.Not(new Predicate.And([.. or.Parts.Select(p => new Predicate.Not(p))])),
            (_, Predicate.And and) => new Predicate.And([.. and.Parts.Reverse().Select(p => Paraphrase(p, rest))]),
            (_, Predicate.Or or) => new Predicate.Or([.. or.Parts.Reverse().Select(p => Paraphrase(p, rest))]),
            (_, Predicate.Comparison { Operator: ComparisonOperator.Less } less) => new Predicate.Not(less with { Operator = ComparisonOperator.GreaterOrEqual }),
            (_, Predicate.Comparison { Operator: ComparisonOperator.Equal } equal) => equal with { Operator = ComparisonOperator.In },
            (_, Predicate.Comparison { Operator: ComparisonOperator.NotEqual } other) => new Predicate.Not(other with { Operator = ComparisonOperator.In }),
            (_, Predicate.Comparison { Operator: ComparisonOperator.In } one) => new Predicate.Or([.. one.Literals.Reverse().Select(l => one with { Operator = ComparisonOperator.Equal, Literals = [l] })]),
            (_, Predicate.Comparison { Operator: ComparisonOperator.Between } range) => new Predicate.And(
                [range with { Operator = ComparisonOperator.LessOrEqual, Literals = [range.Literals[1]] }, range with { Operator = ComparisonOperator.GreaterOrEqual, Literals = [range.Literals[0]] }]),
            _ => predicate,
        };
    }
}
