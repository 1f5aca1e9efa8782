using System.Data.Common;

namespace Gateway.Stores.Sql;

/// <summary>Statements with parameters, on a connection and perhaps in a transaction.</summary>
internal readonly struct SqlCommands(DbConnection connection, DbTransaction? transaction = null)
{
    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public async Task<int> RunAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The first column of the first row as a whole number, or null.</summary>
    public async Task<long?> NumberAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(cancellation) as long?;
    }

    /// <summary>Every row, as read.</summary>
    public async Task<List<T>> ReadAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var command = Command(sql, values);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<T>();
        while (await rows.ReadAsync(cancellation)) found.Add(read(rows));
        return found;
    }

    private DbCommand Command(string sql, (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
