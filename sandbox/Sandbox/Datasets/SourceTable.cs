namespace Sandbox.Datasets;

/// <summary>A source as the engine sees it, before anything is proved.</summary>
/// <param name="From">
/// A sub-query whose rows come in the source's order, with the source's row number in <see cref="RowColumn"/>, from 1.
/// </param>
/// <param name="Columns">Column of the dataset, the subject's included → where it is in <paramref name="From"/>.</param>
/// <param name="Rows">The number of rows, when the source was counted by other means; the engine must find as many.</param>
/// <param name="Locate">Row number → how a person finds it in the source.</param>
internal sealed record SourceTable(
    string From, IReadOnlyDictionary<string, SourceColumn> Columns, long? Rows, Func<long, string> Locate)
{
    /// <summary>The column of row numbers.</summary>
    public const string RowColumn = "__row";
}

/// <summary>A column of a source.</summary>
/// <param name="Expression">SQL for its value.</param>
/// <param name="Form">What it is before it is proved.</param>
internal sealed record SourceColumn(string Expression, SourceForm Form);

/// <summary>How a source holds a value.</summary>
internal enum SourceForm
{
    /// <summary>Text to be read as the declared type (CSV).</summary>
    Spelled,

    /// <summary>Text that is text.</summary>
    Text,

    /// <summary>A whole number of any width.</summary>
    Integer,

    /// <summary>A fixed-point number.</summary>
    Decimal,

    /// <summary>A binary floating-point number, NaN and infinities included.</summary>
    Double,

    /// <summary>A date, infinities included.</summary>
    Date,

    /// <summary>True or false.</summary>
    Boolean,
}
