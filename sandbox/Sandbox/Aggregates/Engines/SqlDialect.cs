using Sandbox.Datasets;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Aggregates.Engines;

/// <summary>What engines spell differently. The plans are the same for all and written once, in <see cref="AggregateSql"/>.</summary>
/// <param name="Rows">The rows of the version, as a FROM clause names them.</param>
/// <param name="WholeSum">The type of sums of whole numbers: 128 bits or more.</param>
/// <param name="WholeDivision">Divides whole numbers that are not negative, rounding down.</param>
internal sealed record SqlDialect(string Rows, string WholeSum, string WholeDivision)
{
    /// <summary>DuckDB, which has a view of the rows.</summary>
    public static SqlDialect DuckDb { get; } = new("dataset", "HUGEINT", "//");

    /// <summary>PostgreSQL, whose NUMERIC has as many digits as it needs.</summary>
    public static SqlDialect Postgres(RowsPlace place) => new($"{Sql.Name(place.Schema)}.{Sql.Name(place.Table)}", "NUMERIC", "/");
}
