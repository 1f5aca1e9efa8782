using System.Buffers.Binary;
using System.Data.Common;
using Policies.Costs;

namespace Gateway.Ledger.Storage;

/// <summary>
/// The tables as one connection sees them. Statements are prepared once and kept, for one connection runs one transaction after another. Several statements
/// are one step only inside a transaction of the caller's.
/// </summary>
internal sealed class LedgerTable(DbConnection connection, LedgerDialect dialect) : IDisposable
{
    private const string Columns = "sequence, charge, consumer, contract, dataset, nano_rho, femto_delta, budget_window, time, hash";
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    /// <summary>The transaction that the statements belong to.</summary>
    public DbTransaction? Transaction { get; set; }

    /// <summary>The end of the ledger.</summary>
    /// <param name="locked">Nobody else appends until the transaction ends.</param>
    public LedgerHead Head(bool locked)
    {
        using var row = Command($"SELECT sequence, budget_window, hash FROM ledger_head {(locked ? dialect.Lock : "")}").ExecuteReader();
        if (!row.Read()) throw new InvalidOperationException("The ledger has no head.");
        return new LedgerHead(row.GetInt64(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2));
    }

    public LedgerEntry? Find(UInt128 charge) => One($"SELECT {Columns} FROM ledger_entries WHERE charge = @charge", ("@charge", Bytes(charge)));

    public LedgerEntry? At(long sequence) => One($"SELECT {Columns} FROM ledger_entries WHERE sequence = @sequence", ("@sequence", sequence));

    /// <summary>What an owner has spent in a window; window 0 is all time.</summary>
    public PrivacyCost Total(string owner, int window)
    {
        using var row = Command(
            "SELECT nano_rho, femto_delta FROM ledger_totals WHERE owner = @owner AND budget_window = @window", ("@owner", owner), ("@window", window)).ExecuteReader();
        return row.Read() ? new PrivacyCost(row.GetInt64(0), row.GetInt64(1)) : default;
    }

    public void SetTotal(string owner, int window, PrivacyCost cost) => Command(
        """
        INSERT INTO ledger_totals (owner, budget_window, nano_rho, femto_delta) VALUES (@owner, @window, @rho, @delta)
        ON CONFLICT (owner, budget_window) DO UPDATE SET nano_rho = excluded.nano_rho, femto_delta = excluded.femto_delta
        """,
        ("@owner", owner), ("@window", window), ("@rho", cost.NanoRho), ("@delta", cost.FemtoDelta)).ExecuteNonQuery();

    public void SetHead(LedgerHead head) => Command(
        "UPDATE ledger_head SET sequence = @sequence, budget_window = @window, hash = @hash",
        ("@sequence", head.Sequence), ("@window", head.Window), ("@hash", head.Hash)).ExecuteNonQuery();

    public void Add(LedgerEntry entry) => Command(
        $"INSERT INTO ledger_entries ({Columns}) VALUES (@sequence, @charge, @consumer, @contract, @dataset, @rho, @delta, @window, @time, @hash)",
        ("@sequence", entry.Sequence), ("@charge", Bytes(entry.ChargeId)), ("@consumer", entry.Consumer), ("@contract", entry.Contract),
        ("@dataset", entry.Dataset), ("@rho", entry.Cost.NanoRho), ("@delta", entry.Cost.FemtoDelta), ("@window", entry.Window),
        ("@time", entry.Time.ToUnixTimeMilliseconds()), ("@hash", entry.Hash)).ExecuteNonQuery();

    /// <summary>A consumer's entries, the latest first.</summary>
    public List<LedgerEntry> Of(string consumer, string? contract, string? dataset, int most)
    {
        var filter = $"consumer = @consumer{(contract is null ? "" : " AND contract = @contract")}{(dataset is null ? "" : " AND dataset = @dataset")}";
        List<(string, object)> values = [("@consumer", consumer), ("@most", most)];
        if (contract is not null) values.Add(("@contract", contract));
        if (dataset is not null) values.Add(("@dataset", dataset));
        return [.. Many($"SELECT {Columns} FROM ledger_entries WHERE {filter} ORDER BY sequence DESC LIMIT @most", [.. values])];
    }

    /// <summary>All entries, the first first.</summary>
    public IEnumerable<LedgerEntry> All() => Many($"SELECT {Columns} FROM ledger_entries ORDER BY sequence");

    /// <summary>All totals.</summary>
    public IEnumerable<(string Owner, int Window, PrivacyCost Cost)> Totals()
    {
        using var row = Command("SELECT owner, budget_window, nano_rho, femto_delta FROM ledger_totals").ExecuteReader();
        while (row.Read()) yield return (row.GetString(0), row.GetInt32(1), new PrivacyCost(row.GetInt64(2), row.GetInt64(3)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
    }

    private LedgerEntry? One(string sql, params (string, object)[] values) => Many(sql, values).FirstOrDefault();

    private IEnumerable<LedgerEntry> Many(string sql, params (string, object)[] values)
    {
        using var row = Command(sql, values).ExecuteReader();
        while (row.Read())
        {
            yield return new LedgerEntry(
                row.GetInt64(0), BinaryPrimitives.ReadUInt128BigEndian(row.GetFieldValue<byte[]>(1)), row.GetString(2), row.GetString(3), row.GetString(4),
                new PrivacyCost(row.GetInt64(5), row.GetInt64(6)), row.GetInt32(7), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
                row.GetFieldValue<byte[]>(9));
        }
    }

    private DbCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in values)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            command.Transaction = Transaction;
            command.Prepare();
            _commands.Add(sql, command);
        }

        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i].Value;
        return command;
    }

    private static byte[] Bytes(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }
}

/// <summary>The end of the ledger.</summary>
/// <param name="Sequence">The last entry's; 0 when there is none.</param>
/// <param name="Window">The open window; 0 before the first entry. It only turns forward.</param>
/// <param name="Hash">The last entry's.</param>
internal sealed record LedgerHead(long Sequence, int Window, byte[] Hash);
