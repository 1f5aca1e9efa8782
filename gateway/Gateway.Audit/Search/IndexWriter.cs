using System.Buffers.Binary;
using System.Globalization;
using Gateway.Audit.Merkle;
using Microsoft.Data.Sqlite;

namespace Gateway.Audit.Search;

/// <summary>Adds entries to the index. For one caller at a time.</summary>
internal sealed class IndexWriter : IDisposable
{
    private static readonly string[] Columns =
    [
        "idx", "time", "day", "outcome", "what", "consumer", "contract", "product", "purpose", "model", "subjects", "nano_rho", "femto_delta", "replay", "suppressed",
    ];

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _entry;
    private readonly SqliteCommand _reason;
    private readonly SqliteCommand _subject;
    private readonly SqliteCommand _name;
    private readonly SqliteCommand _state;
    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);

    public IndexWriter(SqliteConnection connection)
    {
        _connection = connection;
        _entry = Command($"INSERT INTO entries VALUES ({string.Join(", ", Columns.Select(c => "@" + c))})", Columns);
        _reason = Command("INSERT OR IGNORE INTO reasons VALUES (@reason, @idx)", "reason", "idx");
        _subject = Command("INSERT OR IGNORE INTO subjects VALUES (@prefix, @idx)", "prefix", "idx");
        _name = Command("INSERT INTO names (name) VALUES (@name) ON CONFLICT (name) DO UPDATE SET name = name RETURNING id", "name");
        _state = Command("UPDATE state SET next = @next, leaf = @leaf", "next", "leaf");
    }

    /// <summary>The first 8 bytes of a keyed hash: enough to find entries by, which are then looked at.</summary>
    public static long Prefix(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadInt64BigEndian(hash);

    /// <summary>Adds entries that follow those that are there, all or none.</summary>
    /// <param name="entries">Each with its subjects' keyed hashes.</param>
    public void Add(IReadOnlyList<(LogRecord Record, ReadOnlyMemory<byte> Subjects)> entries)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var command in (SqliteCommand[])[_entry, _reason, _subject, _name, _state]) command.Transaction = transaction;
        foreach (var (record, subjects) in entries)
        {
            AddEntry(record);
            for (var at = 0; at < subjects.Length; at += TreeHash.Size) Run(_subject, Prefix(subjects.Span[at..]), record.Index);
        }

        Run(_state, entries[^1].Record.Index + 1, Leaf(entries[^1].Record));
        transaction.Commit();
    }

    /// <summary>The leaf hash of an entry, by which an index knows the log that it was made from.</summary>
    public static byte[] Leaf(LogRecord record)
    {
        var leaf = new byte[TreeHash.Size];
        TreeHash.Leaf([TreeHash.LeafPrefix, .. record.Bytes.Span], leaf);
        return leaf;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_entry, _reason, _subject, _name, _state]) command.Dispose();
        _connection.Dispose();
    }

    private void AddEntry(LogRecord record)
    {
        var time = record.Entry.Time;
        if (record.Entry is AccessEntry access)
        {
            Run(
                _entry, record.Index, time.ToUnixTimeMilliseconds(), IndexSchema.Day(time), (long)access.Outcome, Name(access.Operation), Name(access.Consumer), Name(access.Contract),
                Name(access.Product), Name(access.Purpose), Name(access.Model), access.Subjects, access.NanoRho, access.FemtoDelta, access.Replay == true ? 1L : 0L, access.Suppressed ?? 0);
            foreach (var reason in access.Reasons ?? []) Run(_reason, Name(reason), record.Index);
            return;
        }

        Run(
            _entry, record.Index, time.ToUnixTimeMilliseconds(), IndexSchema.Day(time), IndexSchema.Event, Name(((EventEntry)record.Entry).Event),
            null, null, null, null, null, null, null, null, 0L, 0L);
    }

    private object? Name(string? name)
    {
        if (name is null) return null;
        if (_names.TryGetValue(name, out var id)) return id;
        _name.Parameters[0].Value = name;
        id = Convert.ToInt64(_name.ExecuteScalar(), CultureInfo.InvariantCulture);
        // Names are consumers, contracts, models: few. Were they many, they would be asked for again.
        if (_names.Count >= 100_000) _names.Clear();
        _names.Add(name, id);
        return id;
    }

    private SqliteCommand Command(string sql, params IEnumerable<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters) command.Parameters.Add(new SqliteParameter("@" + parameter, null));
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}
