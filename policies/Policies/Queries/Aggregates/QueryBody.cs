namespace Policies.Queries.Aggregates;

/// <summary>What is asked, whichever way it was written.</summary>
internal sealed record QueryBody(SqlName? From, IReadOnlyList<Selection> Select, IReadOnlyList<NamedColumn> GroupBy, Predicate? Where);
