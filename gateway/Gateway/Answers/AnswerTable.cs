using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Gateway.Answers;

/// <summary>The table of keys, as seen by one connection. Several statements are one step only inside a transaction of the caller's.</summary>
internal sealed class AnswerTable(SqliteConnection connection, SqliteTransaction? transaction = null)
{
    /// <summary>Makes the table where it is missing.</summary>
    public void Create() => Run(
        """
        CREATE TABLE IF NOT EXISTS answers (
          consumer TEXT NOT NULL, key TEXT NOT NULL, request BLOB NOT NULL, charge BLOB NOT NULL, boot BLOB NOT NULL, created INTEGER NOT NULL,
          content_type TEXT, contract TEXT, model TEXT, data_version TEXT, worker_boot TEXT, worker_counter INTEGER, body BLOB,
          PRIMARY KEY (consumer, key)) STRICT;
        CREATE INDEX IF NOT EXISTS answers_created ON answers (created);
        CREATE INDEX IF NOT EXISTS answers_contract ON answers (contract);
        CREATE TABLE IF NOT EXISTS ended_contracts (
          contract TEXT NOT NULL PRIMARY KEY, answers INTEGER NOT NULL, keys INTEGER NOT NULL, proved INTEGER NOT NULL) STRICT;
        """);

    /// <summary>The row of a key, or null.</summary>
    public AnswerRow? Find(AnswerKey key)
    {
        using var command = Command(
            """
            SELECT request, charge, boot, created, content_type, contract, model, data_version, worker_boot, worker_counter, body
            FROM answers WHERE consumer = $consumer AND key = $key
            """,
            Names(key));
        using var row = command.ExecuteReader();
        if (!row.Read()) return null;
        var answer = row.IsDBNull(10)
            ? null
            : new StoredAnswer(
                row.GetFieldValue<byte[]>(10), row.GetString(4), row.GetString(5), Text(row, 6), Text(row, 7), Text(row, 8),
                row.IsDBNull(9) ? null : row.GetInt64(9));
        return new AnswerRow(
            row.GetFieldValue<byte[]>(0),
            BinaryPrimitives.ReadUInt128BigEndian(row.GetFieldValue<byte[]>(1)),
            row.GetFieldValue<byte[]>(2),
            new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
            Text(row, 5) ?? "",
            answer);
    }

    /// <summary>Writes a reservation, in place of whatever the key held; false when its contract has ended.</summary>
    public bool Reserve(AnswerKey key, AnswerRow row)
    {
        var charge = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(charge, row.ChargeId);
        return Run(
            """
            INSERT OR REPLACE INTO answers (consumer, key, request, charge, boot, created, contract)
            SELECT $consumer, $key, $request, $charge, $boot, $created, $contract
            WHERE NOT EXISTS (SELECT 1 FROM ended_contracts WHERE contract = $contract)
            """,
            [
                .. Names(key), ("$request", row.RequestHash), ("$charge", charge), ("$boot", row.Boot), ("$created", row.Created.UtcTicks),
                ("$contract", row.Contract),
            ]) == 1;
    }

    /// <summary>Puts the answer to a reservation of this start; false when there is none.</summary>
    public bool Complete(AnswerKey key, byte[] boot, StoredAnswer answer) => Run(
        """
        UPDATE answers SET content_type = $type, model = $model, data_version = $version,
          worker_boot = $worker, worker_counter = $counter, body = $body
        WHERE consumer = $consumer AND key = $key AND contract = $contract AND boot = $boot AND body IS NULL
        """,
        [
            .. Names(key), ("$contract", key.Contract), ("$boot", boot), ("$type", answer.ContentType), ("$model", answer.Model),
            ("$version", answer.DataVersion), ("$worker", answer.WorkerBoot), ("$counter", answer.WorkerCounter),
            ("$body", answer.Body.ToArray()),
        ]) == 1;

    /// <summary>Removes a reservation of this start.</summary>
    public void Abandon(AnswerKey key, byte[] boot) => Run(
        "DELETE FROM answers WHERE consumer = $consumer AND key = $key AND contract = $contract AND boot = $boot AND body IS NULL",
        [.. Names(key), ("$contract", key.Contract), ("$boot", boot)]);

    /// <summary>Removes up to <paramref name="most"/> outlived keys, but no reservation of this start; returns how many there were.</summary>
    public int Sweep(DateTimeOffset before, byte[] boot, int most) => Run(
        """
        DELETE FROM answers WHERE rowid IN (
          SELECT rowid FROM answers WHERE created < $before AND (body IS NOT NULL OR boot <> $boot) LIMIT $most)
        """,
        ("$before", before.UtcTicks),
        ("$boot", boot),
        ("$most", most));

    /// <summary>
    /// Removes every answer and key of a contract version, and takes no more: a request that is on its way finds its reservation gone. Asked again,
    /// it says what the first time removed.
    /// </summary>
    public (long Answers, long Keys) End(string contract)
    {
        Run(
            """
            INSERT OR IGNORE INTO ended_contracts (contract, answers, keys, proved)
            SELECT $contract, COUNT(body), COUNT(*), 0 FROM answers WHERE contract = $contract
            """,
            ("$contract", contract));
        Run("DELETE FROM answers WHERE contract = $contract", ("$contract", contract));
        using var command = Command("SELECT answers, keys FROM ended_contracts WHERE contract = $contract", ("$contract", contract));
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>The log holds what <see cref="End"/> removed.</summary>
    public void Prove(string contract) => Run("UPDATE ended_contracts SET proved = 1 WHERE contract = $contract", ("$contract", contract));

    /// <summary>Whether that is so.</summary>
    public bool IsProved(string contract)
    {
        using var command = Command("SELECT proved FROM ended_contracts WHERE contract = $contract", ("$contract", contract));
        return command.ExecuteScalar() is 1L;
    }

    private static (string, object?)[] Names(AnswerKey key) => [("$consumer", key.Consumer), ("$key", key.Key)];

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private int Run(string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
