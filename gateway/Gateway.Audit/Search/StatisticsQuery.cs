using Microsoft.Data.Sqlite;

namespace Gateway.Audit.Search;

/// <summary>Sums by day and contract.</summary>
internal static class StatisticsQuery
{
    private const int Granted = (int)AccessOutcome.Granted;
    private const int Refused = (int)AccessOutcome.Refused;
    private const int Failed = (int)AccessOutcome.Failed;

    private static readonly string Sql = $"""
        SELECT day, (SELECT name FROM names WHERE id = contract), SUM(outcome = {Granted}), SUM(outcome = {Refused}), SUM(outcome = {Failed}), SUM(suppressed), SUM(replay),
          SUM(CASE WHEN outcome = {Granted} THEN COALESCE(subjects, 0) ELSE 0 END), SUM(COALESCE(nano_rho, 0)), SUM(COALESCE(femto_delta, 0))
        FROM entries
        WHERE outcome <> {IndexSchema.Event} AND day BETWEEN @from AND @to AND (@contract IS NULL OR contract = (SELECT id FROM names WHERE name = @contract))
        GROUP BY day, contract
        ORDER BY 1, 2
        """;

    public static IReadOnlyList<DayStatistics> Run(SqliteConnection connection, DateOnly from, DateOnly to, string? contract)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("@from", from.DayNumber);
        command.Parameters.AddWithValue("@to", to.DayNumber);
        command.Parameters.AddWithValue("@contract", (object?)contract ?? DBNull.Value);
        var days = new List<DayStatistics>();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            days.Add(new DayStatistics(
                DateOnly.FromDayNumber(row.GetInt32(0)), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4),
                row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9)));
        }

        return days;
    }
}
