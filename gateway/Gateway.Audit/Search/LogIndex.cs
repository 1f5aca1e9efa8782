using Gateway.Audit.Files;
using Gateway.Audit.Notes;
using Gateway.Audit.Reading;
using Gateway.Audit.Tiles;
using Microsoft.Data.Sqlite;

namespace Gateway.Audit.Search;

/// <summary>
/// Finds entries in a log. It is derived from bundles and sidecars, holds only what they hold, and is built anew when it is missing, damaged or another
/// log's. Nothing is proved by it: what it finds is read from the log. Safe for many callers at once; one process has it open.
/// </summary>
public sealed class LogIndex : IDisposable
{
    private const string FileName = "entries.db";
    private const int Ahead = 16;
    private readonly string _folder;
    private readonly string _path;
    private readonly BundleReader _bundles;
    private readonly IDisposable _lock;
    private readonly Lock _writing = new();
    private readonly IndexWriter _writer;
    private long _next;

    private LogIndex(string folder, string path, IDisposable @lock, IndexWriter writer, long next)
    {
        (_folder, _path, _lock, _writer, _next) = (folder, path, @lock, writer, next);
        _bundles = new BundleReader(DiskFiles.Instance, folder);
    }

    /// <summary>The number of entries that are indexed: all before this index.</summary>
    public long Next => Interlocked.Read(ref _next);

    /// <summary>Opens the index in a log's folder; makes it where there is none that fits.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="rebuild">Begin anew, whatever is there.</param>
    /// <exception cref="IOException">Another process has it open, or the disk fails.</exception>
    /// <exception cref="LogCorruptException">The folder holds no log.</exception>
    public static LogIndex Open(string folder, bool rebuild = false)
    {
        var checkpoint = StoredCheckpoint.Read(DiskFiles.Instance, folder) ?? throw new LogCorruptException(LogLayout.Checkpoint, "it is missing.");
        var place = Path.Combine(folder, LogLayout.Index);
        DiskFiles.Instance.CreateFolder(place);
        var @lock = DiskFiles.Instance.Lock(Path.Combine(place, LogLayout.Lock));
        try
        {
            var path = Path.Combine(place, FileName);
            if (rebuild || Fitting(path, folder, checkpoint) is not { } next)
            {
                foreach (var file in (string[])[path, path + "-wal", path + "-shm"]) File.Delete(file);
                next = 0;
            }

            return new LogIndex(folder, path, @lock, new IndexWriter(IndexSchema.Open(path, checkpoint.Origin)), next);
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>Indexes what the checkpoint in the log's folder covers.</summary>
    /// <inheritdoc cref="CatchUp(long, CancellationToken)"/>
    public void CatchUp(CancellationToken cancellation = default) => CatchUp(StoredCheckpoint.Read(DiskFiles.Instance, _folder)?.Size ?? 0, cancellation);

    /// <summary>Indexes what a checkpoint covers and the index does not.</summary>
    /// <param name="size">The checkpoint's size.</param>
    /// <param name="cancellation">Stops; what is indexed stays.</param>
    /// <exception cref="LogCorruptException">A bundle or sidecar is missing or damaged.</exception>
    public void CatchUp(long size, CancellationToken cancellation = default)
    {
        while (Advance(size, Ahead, cancellation))
        {
        }
    }

    /// <summary>Indexes a little of what <see cref="CatchUp(long, CancellationToken)"/> would, on this thread alone: one bundle of entries.</summary>
    /// <param name="size">The checkpoint's size.</param>
    /// <returns>Whether anything was left to index.</returns>
    /// <exception cref="LogCorruptException">A bundle or sidecar is missing or damaged.</exception>
    public bool Follow(long size) => Advance(size, 1, CancellationToken.None);

    private bool Advance(long size, int bundles, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_writing)
        {
            if (_next >= size) return false;
            var first = _next / TilePath.Width;
            var last = Math.Min(first + bundles, (size + TilePath.Width - 1) / TilePath.Width);
            var read = new IEnumerable<(LogRecord, ReadOnlyMemory<byte>)>[last - first];
            if (read.Length == 1) read[0] = Read(0);
            else Parallel.For(0, read.Length, new ParallelOptions { CancellationToken = cancellation }, i => read[i] = Read(i));
            _writer.Add([.. read.SelectMany(r => r).Where(r => r.Item1.Index >= _next)]);
            Interlocked.Exchange(ref _next, Math.Min(size, last * TilePath.Width));
            return true;

            List<(LogRecord, ReadOnlyMemory<byte>)> Read(int bundle) => [.. _bundles.Records(first + bundle, size).Zip(_bundles.Subjects(first + bundle, size))];
        }
    }

    /// <summary>A page of the entries that match.</summary>
    /// <param name="search">What is wanted; <see cref="EntrySearch.Limit"/> from 1 to <see cref="EntrySearch.MaxLimit"/>.</param>
    /// <exception cref="LogCorruptException">An entry is missing or damaged.</exception>
    public EntryPage Search(EntrySearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        var size = Next;
        using var connection = IndexSchema.Connect(_path);
        return Page(EntryQuery.Run(connection, search, size).Select(index => _bundles.Record(index, size)), search.Limit, size);
    }

    /// <summary>A page of the entries that a person is a subject of, in the log's order: all of them and no others.</summary>
    /// <param name="person">The person under each key; a key may stand there once.</param>
    /// <param name="after">Only entries after this index.</param>
    /// <param name="limit">The most entries.</param>
    /// <exception cref="LogCorruptException">An entry or its subjects are missing or damaged.</exception>
    public EntryPage Person(IReadOnlyList<SubjectHash> person, long after, int limit)
    {
        ArgumentNullException.ThrowIfNull(person);
        var size = Next;
        using var connection = IndexSchema.Connect(_path);
        var records = PersonQuery.Run(connection, person, after, size).Select(index => _bundles.Record(index, size));
        return Page(records.Where(record => IsSubject(record, person, size)), limit, size);
    }

    /// <summary>What each contract was used for on each day.</summary>
    /// <param name="from">The first day, in Asia/Shanghai.</param>
    /// <param name="to">The last day.</param>
    /// <param name="contract">One contract; null: all.</param>
    public IReadOnlyList<DayStatistics> Statistics(DateOnly from, DateOnly to, string? contract)
    {
        using var connection = IndexSchema.Connect(_path);
        return StatisticsQuery.Run(connection, from, to, contract);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing) _writer.Dispose();
        _lock.Dispose();
    }

    private static EntryPage Page(IEnumerable<LogRecord> records, int limit, long size)
    {
        var found = records.Take(limit + 1).ToList();
        return new EntryPage(size, [.. found.Take(limit)], found.Count <= limit);
    }

    /// <summary>The index goes by a part of the hash; entry and sidecar say whether it is the person.</summary>
    private bool IsSubject(LogRecord record, IReadOnlyList<SubjectHash> person, long size)
    {
        if (record.Entry is not AccessEntry { SubjectsKey: { } key } || person.FirstOrDefault(p => p.Key == key) is not { } wanted) return false;
        var subjects = _bundles.Subjects(record.Index / TilePath.Width, size)[(int)(record.Index % TilePath.Width)].Span;
        for (; !subjects.IsEmpty; subjects = subjects[wanted.Hash.Length..])
            if (subjects.StartsWith(wanted.Hash.Span)) return true;
        return false;
    }

    /// <summary>How far the index in a file goes; null when it is none, or was not made from this log.</summary>
    private static long? Fitting(string path, string folder, Checkpoint log)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var connection = IndexSchema.Connect(path);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT version, origin, next, leaf FROM state";
            using var state = command.ExecuteReader();
            if (!state.Read() || state.GetInt64(0) != IndexSchema.Version || state.GetString(1) != log.Origin) return null;
            var next = state.GetInt64(2);
            if (next > log.Size) return null;
            if (next == 0) return 0;
            var last = new BundleReader(DiskFiles.Instance, folder).Record(next - 1, log.Size);
            return IndexWriter.Leaf(last).AsSpan().SequenceEqual(state.GetFieldValue<byte[]>(3)) ? next : null;
        }
        catch (Exception e) when (e is SqliteException or InvalidCastException)
        {
            return null;
        }
    }
}
