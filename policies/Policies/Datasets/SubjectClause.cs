namespace Policies.Datasets;

/// <summary>Who the rows are about, and how much of one person any aggregate may see: the unit of privacy.</summary>
/// <param name="Column">The column that names a row's person.</param>
/// <param name="MaxRows">The most rows of one person; an import with more is refused.</param>
/// <param name="Keep">The plan <i>ranked rows</i> keeps this many rows a person, 1 to <paramref name="MaxRows"/>; by default all.</param>
/// <param name="Groups">The plan <i>per subject</i> lets one person count in this many groups of a query, 1 to <paramref name="MaxRows"/>; by default 1.</param>
/// <param name="People">About how many people the dataset holds; bounds the δ of its budget. Null when undeclared, and then there is no budget.</param>
public sealed record SubjectClause(string Column, int MaxRows, int Keep, int Groups, long? People);

/// <summary>What a dataset says of a column beyond what an import proves.</summary>
/// <param name="Name">The column.</param>
/// <param name="SubjectBounds">One person's total in a group is clamped to these, inclusive; null when undeclared.</param>
/// <param name="Unit">The unit of its values, for people, such as <c>CNY</c>; null when undeclared.</param>
public sealed record ColumnClause(string Name, SubjectBounds? SubjectBounds, string? Unit);

/// <summary>The smallest and the largest total of one person.</summary>
/// <param name="Lower">The smallest, inclusive, a multiple of the column's unit in the last place.</param>
/// <param name="Upper">The largest, inclusive.</param>
public sealed record SubjectBounds(decimal Lower, decimal Upper);
