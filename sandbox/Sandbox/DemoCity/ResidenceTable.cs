using DuckDB.NET.Data;
using Sandbox.Datasets;

namespace Sandbox.DemoCity;

/// <summary>Residence records in the engine.</summary>
internal static class ResidenceTable
{
    private const string Table = """
        CREATE TEMP TABLE residences (id VARCHAR, district VARCHAR, housing VARCHAR, years INTEGER, changes INTEGER, age INTEGER, electricity BIGINT, water BIGINT,
          gas BIGINT, arrears INTEGER, broadband BOOLEAN, defaulted INTEGER)
        """;

    private static readonly string From = $"""
        SELECT rowid + 1 AS {SourceTable.RowColumn}, id AS resident_id, district, housing AS housing_type, years AS residence_years, changes AS address_changes, age,
          {Tenths("electricity")} AS electricity_kwh, {Tenths("water")} AS water_m3, {Tenths("gas")} AS gas_m3, arrears AS utility_arrears, broadband, defaulted
        FROM residences
        """;

    private static readonly (string, SourceForm)[] Columns =
    [
        ("resident_id", SourceForm.Text), ("district", SourceForm.Text), ("housing_type", SourceForm.Text), ("residence_years", SourceForm.Integer),
        ("address_changes", SourceForm.Integer), ("age", SourceForm.Integer), ("electricity_kwh", SourceForm.Decimal), ("water_m3", SourceForm.Decimal),
        ("gas_m3", SourceForm.Decimal), ("utility_arrears", SourceForm.Integer), ("broadband", SourceForm.Boolean), ("defaulted", SourceForm.Integer),
    ];

    /// <summary>Makes and appends the records of residents.</summary>
    public static GeneratedTable Fill(DuckDBConnection connection, ResidenceGenerator generator, IEnumerable<int> residents)
    {
        using (var create = connection.CreateCommand())
        {
            create.CommandText = Table;
            create.ExecuteNonQuery();
        }
        var rows = 0L;
        using var appender = connection.CreateAppender("residences");
        foreach (var r in residents.Select(generator.Resident))
        {
            appender.CreateRow().AppendValue(r.Id).AppendValue(City.Districts[r.District]).AppendValue(ResidenceGenerator.HousingTypes[r.Housing])
                .AppendValue(r.Years).AppendValue(r.AddressChanges).AppendValue(r.Age).AppendValue(r.Electricity).AppendValue(r.Water).AppendValue(r.Gas)
                .AppendValue(r.Arrears).AppendValue(r.Broadband).AppendValue(r.Defaulted ? 1 : 0).EndRow();
            rows++;
        }
        return new GeneratedTable(From, Columns, rows);
    }

    private static string Tenths(string amount) => $"CAST({amount} AS DECIMAL(12, 0)) * CAST(0.1 AS DECIMAL(1, 1))";
}
