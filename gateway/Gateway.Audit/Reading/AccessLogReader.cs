using System.Runtime.CompilerServices;
using Gateway.Audit.Files;
using Gateway.Audit.Notes;
using Gateway.Audit.Reading;
using Gateway.Audit.Tiles;
using Gateway.Audit.Wal;

namespace Gateway.Audit;

/// <summary>Reads entries, also while they are being written. It trusts what it reads: <see cref="AccessLogVerifier"/> does not.</summary>
public static class AccessLogReader
{
    /// <summary>The entries from an index on: those under the checkpoint, then those that are durable and not yet under one.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="fromIndex">The first index wanted.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="LogCorruptException">A bundle is missing, or holds what is no entry.</exception>
    public static IAsyncEnumerable<LogRecord> ReadAsync(string folder, long fromIndex, CancellationToken cancellation = default) =>
        ReadAsync(DiskFiles.Instance, folder, fromIndex, cancellation);

    /// <summary>One entry under a checkpoint.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="index">The entry's index.</param>
    /// <param name="size">The number of entries that the checkpoint covers: more than the index.</param>
    /// <exception cref="LogCorruptException">Its bundle is missing, or holds what is no entry.</exception>
    public static LogRecord ReadOne(string folder, long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        return Bundle(DiskFiles.Instance, folder, index / TilePath.Width, size)[(int)(index % TilePath.Width)];
    }

    internal static async IAsyncEnumerable<LogRecord> ReadAsync(
        ILogFiles files, string folder, long fromIndex, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var covered = Covered(files, folder);
        var next = fromIndex;
        while (next < covered)
        {
            foreach (var record in await Task.Run(() => Bundle(files, folder, next / TilePath.Width, covered), cancellation))
            {
                if (record.Index < fromIndex) continue;
                yield return record;
                next = record.Index + 1;
            }
        }

        foreach (var record in await Task.Run(() => Tail(files, folder, next), cancellation)) yield return record;
    }

    private static long Covered(ILogFiles files, string folder)
    {
        if (files.TryReadWhole(Path.Combine(folder, LogLayout.Checkpoint)) is not { } note) return 0;
        return SignedNote.Parse(note) is { } signed && Checkpoint.Parse(signed.Text) is { } checkpoint
            ? checkpoint.Size
            : throw new LogCorruptException(LogLayout.Checkpoint, "this is no checkpoint.");
    }

    private static List<LogRecord> Bundle(ILogFiles files, string folder, long index, long covered)
    {
        var path = TilePath.Entries(index);
        var width = TileReader.Width(0, index, covered);
        var bundle = new TileReader(files, folder).Read(path, width) ?? throw new LogCorruptException(path, "it is missing.");
        var ranges = BundleContent.Entries(bundle, width);
        if (ranges.Count < width) throw new LogCorruptException(path, "it ends early.");
        return [.. ranges.Select((range, i) => Record((index * TilePath.Width) + i, bundle.AsMemory(range), path))];
    }

    private static List<LogRecord> Tail(ILogFiles files, string folder, long from)
    {
        var records = new List<LogRecord>();
        using var reader = WalReader.OpenFirst(files, Path.Combine(folder, LogLayout.Wal));
        while (reader?.TryRead() == true)
        {
            var entries = reader.Record.Entries();
            for (var index = reader.Record.First; entries.MoveNext(); index++)
                if (index >= from) records.Add(Record(index, entries.Prefixed[1..].ToArray(), LogLayout.Wal));
        }

        return records;
    }

    private static LogRecord Record(long index, ReadOnlyMemory<byte> bytes, string file) =>
        new(index, EntryParser.Parse(bytes.Span) ?? throw new LogCorruptException(file, $"entry {index} is no entry."), bytes);
}
