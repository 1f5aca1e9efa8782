using System.Text;
using Microsoft.Data.Sqlite;

namespace Gateway.Audit.Search;

/// <summary>A search as SQL over numbers and parameters; no text of a caller becomes SQL.</summary>
internal static class EntryQuery
{
    /// <summary>The indexes of matching entries, one more than the limit, so that it shows whether more follow.</summary>
    public static IReadOnlyList<long> Run(SqliteConnection connection, EntrySearch search, long size)
    {
        using var command = connection.CreateCommand();
        var where = new StringBuilder("idx < @size");
        command.Parameters.AddWithValue("@size", size);
        void And(string condition, string name, object? value)
        {
            if (value is null) return;
            where.Append(" AND ").Append(condition);
            command.Parameters.AddWithValue(name, value);
        }

        And("consumer = (SELECT id FROM names WHERE name = @consumer)", "@consumer", search.Consumer);
        And("contract = (SELECT id FROM names WHERE name = @contract)", "@contract", search.Contract);
        And("product = (SELECT id FROM names WHERE name = @product)", "@product", search.Product);
        And("purpose = (SELECT id FROM names WHERE name = @purpose)", "@purpose", search.Purpose);
        And("model = (SELECT id FROM names WHERE name = @model)", "@model", search.Model);
        And($"outcome <> {IndexSchema.Event} AND what = (SELECT id FROM names WHERE name = @operation)", "@operation", search.Operation);
        And($"outcome = {IndexSchema.Event} AND what = (SELECT id FROM names WHERE name = @event)", "@event", search.Event);
        And("outcome = @outcome", "@outcome", (long?)search.Outcome);
        And("idx IN (SELECT idx FROM reasons WHERE reason = (SELECT id FROM names WHERE name = @reason))", "@reason", search.Reason);
        And("time >= @from", "@from", search.From?.ToUnixTimeMilliseconds());
        And("time < @until", "@until", search.Until?.ToUnixTimeMilliseconds());
        And("nano_rho >= @min", "@min", search.MinNanoRho);
        And("nano_rho <= @max", "@max", search.MaxNanoRho);
        And("idx > @after", "@after", search.After);
        And("idx < @before", "@before", search.Before);
        command.Parameters.AddWithValue("@limit", search.Limit + 1);
        command.CommandText = $"SELECT idx FROM entries WHERE {where} ORDER BY idx {(search.Before is null ? "ASC" : "DESC")} LIMIT @limit";
        return command.Indexes();
    }

    /// <summary>The first column of each row.</summary>
    public static List<long> Indexes(this SqliteCommand command)
    {
        var indexes = new List<long>();
        using var rows = command.ExecuteReader();
        while (rows.Read()) indexes.Add(rows.GetInt64(0));
        return indexes;
    }
}
