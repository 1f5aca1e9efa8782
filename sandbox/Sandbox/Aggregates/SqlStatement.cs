using System.Globalization;
using Sandbox.Aggregates.Engines;
using Sandbox.Datasets;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Aggregates;

/// <summary>A statement and its parameters, in order; the engine casts each to the type that the statement says.</summary>
internal sealed record SqlStatement(string Text, IReadOnlyList<string> Parameters);

/// <summary>
/// Collects parameters while a statement is written. Statements are made of names of the proved spec, of small whole numbers and of positions alone;
/// every literal of a query is a parameter.
/// </summary>
internal sealed class SqlParameters(SqlDialect dialect)
{
    private readonly List<string> _values = [];

    public SqlDialect Dialect => dialect;

    public IReadOnlyList<string> Values => _values;

    /// <summary>A literal of a column's type.</summary>
    public string Literal(Protocol.Jobs.Literal literal, ColumnSpec column) => Add(Literals.Text(literal, column), ColumnReading.Type(column));

    /// <summary>A number of a column's lattice, in the column's type.</summary>
    public string Number(long lattice, ColumnSpec column) => Add(Literals.Number(lattice, column.Scale), ColumnReading.Type(column));

    /// <summary>A number of a column's lattice, in the type of its sums.</summary>
    public string Sum(long lattice, ColumnSpec column) => Add(Literals.Number(lattice, column.Scale), SumType(column));

    /// <summary>The engine's type of a column's sums: 128 bits or more.</summary>
    public string SumType(ColumnSpec column) =>
        column.Type == ColumnType.Integer ? dialect.WholeSum : string.Create(CultureInfo.InvariantCulture, $"DECIMAL(38, {column.Scale})");

    private string Add(string value, string type)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"CAST(${_values.Count} AS {type})");
    }
}
