namespace Sandbox.Protocol.Datasets;

/// <summary>
/// A dataset document, compiled for the sandbox, which reads no YAML. Everything that an import must prove is here.
/// </summary>
/// <param name="Dataset">The dataset's name: lower-case letters, digits and hyphens; also its folder's name.</param>
/// <param name="SubjectColumn">The column that names the subject of a row; never null in a row.</param>
/// <param name="MaxRows">The most rows that one subject may have; an import with more is refused.</param>
/// <param name="Columns">All columns but the subject's, in document order.</param>
/// <param name="Features">The feature store's columns, in order; empty when the dataset is not scored.</param>
/// <param name="Label">A column that is 0 or 1 and constant per subject, to train on; null when there is none.</param>
public sealed record DatasetSpec(
    string Dataset,
    string SubjectColumn,
    int MaxRows,
    IReadOnlyList<ColumnSpec> Columns,
    IReadOnlyList<FeatureSpec> Features,
    string? Label);

/// <summary>A column's declared type.</summary>
public enum ColumnType
{
    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>A 64-bit integer.</summary>
    Integer,

    /// <summary>A fixed-point number with <see cref="ColumnSpec.Scale"/> digits after the point.</summary>
    Decimal,

    /// <summary>A calendar date (<c>yyyy-MM-dd</c>).</summary>
    Date,

    /// <summary>True or false.</summary>
    Boolean,
}

/// <summary>One column as declared; an import proves every statement.</summary>
/// <param name="Name">The name, as in the source and in queries.</param>
/// <param name="Type">The type of every value.</param>
/// <param name="Scale">Digits after the point (0 to 9), for <see cref="ColumnType.Decimal"/>; otherwise 0.</param>
/// <param name="Lower">The smallest value, inclusive; null when undeclared. Numbers only.</param>
/// <param name="Upper">The largest value, inclusive; null when undeclared. Numbers only.</param>
/// <param name="Domain">The only values of a text column; null when undeclared.</param>
/// <param name="PerSubjectConstant">All rows of one subject have the same value.</param>
/// <param name="Nullable">Values may be missing.</param>
public sealed record ColumnSpec(
    string Name,
    ColumnType Type,
    int Scale = 0,
    decimal? Lower = null,
    decimal? Upper = null,
    IReadOnlyList<string>? Domain = null,
    bool PerSubjectConstant = false,
    bool Nullable = false);

/// <summary>How a subject's rows become one number of the feature store.</summary>
public enum FeatureTake
{
    /// <summary>The value itself: one row a subject, or a column that is constant per subject.</summary>
    Value,

    /// <summary>The index of a text value in the column's declared domain, from 0.</summary>
    Category,

    /// <summary>The mean over the subject's rows; missing values do not count.</summary>
    Mean,

    /// <summary>The smallest over the subject's rows.</summary>
    Min,

    /// <summary>The largest over the subject's rows.</summary>
    Max,

    /// <summary>The sum over the subject's rows.</summary>
    Sum,

    /// <summary>The sample standard deviation over the subject's rows; 0 for a single one.</summary>
    Deviation,

    /// <summary>The value in the row that comes last by <see cref="FeatureSpec.OrderBy"/>.</summary>
    Last,

    /// <summary>The number of the subject's rows; <see cref="FeatureSpec.Column"/> is not looked at.</summary>
    Rows,

    /// <summary>The number of the subject's rows whose value is missing.</summary>
    Missing,
}

/// <summary>One column of the feature store.</summary>
/// <param name="Name">The feature's name, unique in the dataset.</param>
/// <param name="Column">The column that it is computed from.</param>
/// <param name="Take">How.</param>
/// <param name="Group">The coarse public name that a score's reasons use in place of the feature (three reasons of few groups tell less).</param>
/// <param name="OrderBy">For <see cref="FeatureTake.Last"/>: the column that orders a subject's rows.</param>
public sealed record FeatureSpec(string Name, string Column, FeatureTake Take, string Group, string? OrderBy = null);
