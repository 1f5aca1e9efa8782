using DuckDB.NET.Data;
using Npgsql;
using NpgsqlTypes;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets.Postgres;

/// <summary>How a column of a table crosses from PostgreSQL into the import's engine: exactly, or not at all.</summary>
/// <param name="Select">SQL of the table for the value that crosses.</param>
/// <param name="Type">The engine's type for it.</param>
/// <param name="Form">What the value is before it is proved.</param>
/// <param name="MoveAsync">Moves one value, which is not null.</param>
internal sealed record PostgresColumn(string Select, string Type, SourceForm Form, Func<NpgsqlBinaryExporter, IDuckDBAppenderRow, CancellationToken, ValueTask> MoveAsync)
{
    /// <summary>The way of a column.</summary>
    /// <param name="name">Its name in the table.</param>
    /// <param name="type">Its type as <c>format_type</c> writes it, without length.</param>
    /// <param name="column">What is declared of it; null for the subject.</param>
    /// <param name="declared">Its name in the dataset, for messages.</param>
    /// <exception cref="ImportRefusedException">No dataset can have such a type.</exception>
    public static PostgresColumn Of(string name, string type, ColumnSpec? column, string declared)
    {
        var x = Sql.Name(name);
        return type switch
        {
            "text" or "character varying" or "character" or "uuid" => OfText(x, SourceForm.Text),
            "smallint" or "integer" or "bigint" => new($"CAST({x} AS bigint)", "BIGINT", SourceForm.Integer, MoveIntegerAsync),

            // Without bound in PostgreSQL: it is read from its digits as a file's would be, and so it is refused when it is NaN or has too many.
            "numeric" => OfText(x, column?.Type == ColumnType.Decimal ? SourceForm.Spelled : SourceForm.Decimal),
            "double precision" => new(x, "DOUBLE", SourceForm.Double, MoveDoubleAsync),

            // By way of its shortest spelling, so that 0.1 is 0.1.
            "real" => new($"CAST(CAST({x} AS text) AS double precision)", "DOUBLE", SourceForm.Double, MoveDoubleAsync),
            "date" => OfText(x, column?.Type == ColumnType.Date ? SourceForm.Spelled : SourceForm.Date),
            "boolean" => new(x, "BOOLEAN", SourceForm.Boolean, MoveBooleanAsync),
            _ => throw new ImportRefusedException($"the table, column {declared}: the type is none that a dataset can have."),
        };
    }

    private static PostgresColumn OfText(string x, SourceForm form) => new($"CAST({x} AS text)", "VARCHAR", form, MoveTextAsync);

    private static async ValueTask MoveTextAsync(NpgsqlBinaryExporter from, IDuckDBAppenderRow to, CancellationToken cancellation) =>
        to.AppendValue(await from.ReadAsync<string>(NpgsqlDbType.Text, cancellation));

    private static async ValueTask MoveIntegerAsync(NpgsqlBinaryExporter from, IDuckDBAppenderRow to, CancellationToken cancellation) =>
        to.AppendValue(await from.ReadAsync<long>(NpgsqlDbType.Bigint, cancellation));

    private static async ValueTask MoveDoubleAsync(NpgsqlBinaryExporter from, IDuckDBAppenderRow to, CancellationToken cancellation) =>
        to.AppendValue(await from.ReadAsync<double>(NpgsqlDbType.Double, cancellation));

    private static async ValueTask MoveBooleanAsync(NpgsqlBinaryExporter from, IDuckDBAppenderRow to, CancellationToken cancellation) =>
        to.AppendValue(await from.ReadAsync<bool>(NpgsqlDbType.Boolean, cancellation));
}
