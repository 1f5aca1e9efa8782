using DuckDB.NET.Data;
using Sandbox.Datasets;

namespace Sandbox.DemoCity;

/// <summary>
/// Housing-fund accounts in the engine: people in one table, months in another, joined when they are read, so that names are held once.
/// </summary>
internal static class HousingFundTable
{
    private const string Tables = """
        CREATE TEMP TABLE people (number INTEGER, id VARCHAR, district VARCHAR, employer VARCHAR, birth_year INTEGER, income BIGINT, loan BIGINT, defaulted INTEGER);
        CREATE TEMP TABLE months (number INTEGER, month INTEGER, deposit BIGINT, withdrawal BIGINT, balance BIGINT, overdue INTEGER);
        """;

    private static readonly string From = $"""
        SELECT m.rowid + 1 AS {SourceTable.RowColumn}, id AS resident_id, CAST(DATE '{HousingFundGenerator.FirstMonth:yyyy-MM-dd}' + to_months(m.month) AS DATE) AS month,
          district, employer, birth_year, {Money("deposit")} AS monthly_deposit, {Money("withdrawal")} AS withdrawal, {Money("balance")} AS loan_balance,
          overdue AS overdue_days, {Money("income")} AS income, {Money("loan")} AS loan_amount, defaulted
        FROM months m JOIN people p USING (number)
        """;

    private static readonly (string, SourceForm)[] Columns =
    [
        ("resident_id", SourceForm.Text), ("month", SourceForm.Date), ("district", SourceForm.Text), ("employer", SourceForm.Text),
        ("birth_year", SourceForm.Integer), ("monthly_deposit", SourceForm.Decimal), ("withdrawal", SourceForm.Decimal),
        ("loan_balance", SourceForm.Decimal), ("overdue_days", SourceForm.Integer), ("income", SourceForm.Decimal),
        ("loan_amount", SourceForm.Decimal), ("defaulted", SourceForm.Integer),
    ];

    /// <summary>Makes and appends the accounts of residents.</summary>
    public static GeneratedTable Fill(DuckDBConnection connection, HousingFundGenerator generator, IEnumerable<int> residents)
    {
        using (var create = connection.CreateCommand())
        {
            create.CommandText = Tables;
            create.ExecuteNonQuery();
        }
        var employers = Enumerable.Range(0, City.Employers).Select(City.EmployerName).ToArray();
        var rows = 0L;
        using var people = connection.CreateAppender("people");
        using var months = connection.CreateAppender("months");
        foreach (var index in residents)
        {
            var r = generator.Resident(index);
            people.CreateRow().AppendValue(index).AppendValue(r.Id).AppendValue(City.Districts[r.District])
                .AppendValue(r.Employer is { } e ? employers[e] : null).AppendValue(r.BirthYear).AppendValue(r.Income).AppendValue(r.Loan)
                .AppendValue(r.Defaulted ? 1 : 0).EndRow();
            foreach (var m in r.Months)
                months.CreateRow().AppendValue(index).AppendValue(m.Number).AppendValue(m.Deposit).AppendValue(m.Withdrawal).AppendValue(m.Balance)
                    .AppendValue(m.OverdueDays).EndRow();
            rows += r.Months.Count;
        }
        return new GeneratedTable(From, Columns, rows);
    }

    private static string Money(string cents) => $"CAST({cents} AS DECIMAL(12, 0)) * CAST(0.01 AS DECIMAL(2, 2))";
}
