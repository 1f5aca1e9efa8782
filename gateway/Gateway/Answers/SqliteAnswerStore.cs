using System.Security.Cryptography;
using Gateway.Contracts.Lifecycle;
using Gateway.Hosting;
using Gateway.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Gateway.Answers;

/// <summary>
/// Answers in one SQLite file. A reservation carries the boot id of the gateway that made it: one of another start was left behind by a crash
/// and is taken over, with its charge id; one of this start is in flight.
/// </summary>
internal sealed class SqliteAnswerStore : IAnswerStore, IContractRemains, IDisposable
{
    /// <summary>The longest body, in bytes.</summary>
    public const int MaxBody = 32 << 20;

    private const int SweepGroup = 500;
    private readonly byte[] _boot = RandomNumberGenerator.GetBytes(16);
    private readonly AnswerDatabase _database;
    private readonly AnswerQueue _queue;
    private readonly TimeSpan _retention;
    private readonly TimeProvider _time;

    /// <summary>Opens the file, made where it is missing.</summary>
    /// <exception cref="SqliteException">The file cannot be used: the gateway does not start.</exception>
    public SqliteAnswerStore(IOptions<AnswerOptions> options, IOptions<GatewayOptions> gateway, TimeProvider time)
    {
        _time = time;
        _retention = options.Value.Retention;
        _database = new AnswerDatabase(Path.GetFullPath(Path.Combine(gateway.Value.State, options.Value.File)));
        using (_database.OpenWriter()) _queue = new AnswerQueue(_database);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Once its write is queued, cancellation is not looked at: a reservation that its caller did not hear of would stay in flight.
    /// </remarks>
    public async ValueTask<AnswerLookup> BeginAsync(
        AnswerKey key, ReadOnlyMemory<byte> requestHash, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var hash = requestHash.ToArray();
        // Known keys are answered by a reader. Whatever looks new is decided by the writer, which sees every earlier reservation.
        return Judge(Read(table => table.Find(key)), key, hash) ?? await _queue.WriteAsync(table => Reserve(table, key, hash));
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(AnswerKey key, StoredAnswer answer, CancellationToken cancellation)
    {
        if (answer.Body.Length > MaxBody) throw new ArgumentException("The body is too long to be stored.", nameof(answer));
        if (!await _queue.WriteAsync(table => table.Complete(key, _boot, answer)).WaitAsync(cancellation))
            throw new StoreUnavailableException("answer", new InvalidOperationException("The key is not reserved."));
    }

    /// <inheritdoc/>
    public async ValueTask AbandonAsync(AnswerKey key, CancellationToken cancellation) =>
        await _queue.WriteAsync(table =>
        {
            table.Abandon(key, _boot);
            return true;
        }).WaitAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, long>?> PurgeAsync(string sha256, CancellationToken cancellation)
    {
        // Most have been purged and proved by an earlier start.
        if (Read(table => table.IsProved(sha256))) return null;
        var (answers, keys) = await _queue.WriteAsync(table => table.End(sha256)).WaitAsync(cancellation);
        return new Dictionary<string, long>(StringComparer.Ordinal) { ["answers"] = answers, ["keys"] = keys };
    }

    /// <inheritdoc/>
    public async ValueTask ProvedAsync(string sha256, CancellationToken cancellation) =>
        await _queue.WriteAsync(table =>
        {
            table.Prove(sha256);
            return true;
        }).WaitAsync(cancellation);

    /// <summary>Removes outlived keys, a few at a time so that requests are not held up; returns how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        for (var total = 0; ;)
        {
            var swept = await _queue.WriteAsync(table => table.Sweep(Oldest(), _boot, SweepGroup)).WaitAsync(cancellation);
            total += swept;
            if (swept < SweepGroup) return total;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _database.Close();
    }

    private T Read<T>(Func<AnswerTable, T> read)
    {
        try
        {
            using var connection = _database.OpenReader();
            return read(new AnswerTable(connection));
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("answer", e);
        }
    }

    private AnswerLookup Reserve(AnswerTable table, AnswerKey key, byte[] hash)
    {
        var row = table.Find(key);
        if (Judge(row, key, hash) is { } known) return known;
        // Left behind by a crash: the same charge id, so that what was charged before the crash is not charged again.
        var charge = row is not null && IsAlive(row) && IsUnder(row, key) ? row.ChargeId : RandomId.Next();
        return table.Reserve(key, new AnswerRow(hash, charge, _boot, _time.GetUtcNow(), key.Contract, null))
            ? new AnswerLookup.Reserved(charge)
            : new AnswerLookup.ContractEnded();
    }

    /// <summary>What the row says to a request; null when the key is for the taking.</summary>
    private AnswerLookup? Judge(AnswerRow? row, AnswerKey key, byte[] hash)
    {
        if (row is null || !IsAlive(row)) return null;

        // The version that it was under has been replaced, and its answers are about to go.
        if (!IsUnder(row, key)) return null;
        if (!row.RequestHash.AsSpan().SequenceEqual(hash)) return new AnswerLookup.Mismatch();
        if (row.Answer is not null) return new AnswerLookup.Stored(row.Answer);
        return IsOurs(row) ? new AnswerLookup.InFlight() : null;
    }

    /// <summary>A request that is still running keeps its key, however old.</summary>
    private bool IsAlive(AnswerRow row) => row.Created >= Oldest() || (row.Answer is null && IsOurs(row));

    private static bool IsUnder(AnswerRow row, AnswerKey key) => string.Equals(row.Contract, key.Contract, StringComparison.Ordinal);

    private bool IsOurs(AnswerRow row) => row.Boot.AsSpan().SequenceEqual(_boot);

    private DateTimeOffset Oldest() => _time.GetUtcNow() - _retention;
}
