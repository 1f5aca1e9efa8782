using Sandbox.Protocol.Jobs;

namespace Policies.Tests.Aggregates.Conditions;

/// <summary>What an engine that knows SQL's three values makes of a predicate that crossed the wall.</summary>
internal static class EngineTruth
{
    public static bool? Of(AggregatePredicate predicate, IReadOnlyDictionary<string, object?> row) => predicate switch
    {
        AllOf all => all.Parts.Select(p => Of(p, row)).Aggregate((bool?)true, (a, b) => a == false || b == false ? false : a & b),
        AnyOf any => any.Parts.Select(p => Of(p, row)).Aggregate((bool?)false, (a, b) => a == true || b == true ? true : a | b),
        Negate not => !Of(not.Part, row),
        Missing missing => row[missing.Column] is null,
        OneOf one => row[one.Column] is { } value ? one.Values.Any(v => Order(value, v) == 0) : null,
        Compare compare => row[compare.Column] is { } value ? Holds(compare.Is, Order(value, compare.Value)) : null,
        _ => throw new ArgumentException("There is no other.", nameof(predicate)),
    };

    private static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };

    private static int Order(object value, Literal literal) => (value, literal) switch
    {
        (string text, TextLiteral other) => string.CompareOrdinal(text, other.Value),
        (long units, NumberLiteral number) => units.CompareTo(number.Value),
        (long day, DateLiteral date) => day.CompareTo(date.Value.DayNumber),
        (long bit, BooleanLiteral truth) => bit.CompareTo(truth.Value ? 1 : 0),
        _ => throw new ArgumentException("The literal is of another type than the column.", nameof(literal)),
    };
}
