using System.Runtime.CompilerServices;
using Gateway.Audit.Files;
using Gateway.Audit.Merkle;
using Gateway.Audit.Reading;
using Gateway.Audit.Tiles;
using Gateway.Audit.Wal;

namespace Gateway.Audit;

/// <summary>Reads entries, also while they are being written. It trusts what it reads: <see cref="AccessLogVerifier"/> does not.</summary>
public static class AccessLogReader
{
    /// <summary>The bytes of a subject's keyed hash.</summary>
    public const int SubjectHashSize = TreeHash.Size;

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
        return new BundleReader(DiskFiles.Instance, folder).Record(index, size);
    }

    /// <summary>The entries under a checkpoint from an index on, each with the keyed hashes of its subjects, 32 bytes each in the order asked.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="fromIndex">The first index wanted.</param>
    /// <param name="size">The number of entries that the checkpoint covers.</param>
    /// <exception cref="LogCorruptException">A bundle or sidecar is missing or damaged.</exception>
    public static IEnumerable<(LogRecord Record, ReadOnlyMemory<byte> Subjects)> ReadPublished(string folder, long fromIndex, long size)
    {
        var bundles = new BundleReader(DiskFiles.Instance, folder);
        for (var next = fromIndex; next < size; next = ((next / TilePath.Width) + 1) * TilePath.Width)
            foreach (var entry in bundles.Records(next / TilePath.Width, size).Zip(bundles.Subjects(next / TilePath.Width, size)))
                if (entry.First.Index >= fromIndex) yield return entry;
    }

    internal static async IAsyncEnumerable<LogRecord> ReadAsync(
        ILogFiles files, string folder, long fromIndex, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var covered = StoredCheckpoint.Read(files, folder)?.Size ?? 0;
        var bundles = new BundleReader(files, folder);
        var next = fromIndex;
        while (next < covered)
        {
            foreach (var record in await Task.Run(() => bundles.Records(next / TilePath.Width, covered), cancellation))
            {
                if (record.Index < fromIndex) continue;
                yield return record;
                next = record.Index + 1;
            }
        }

        foreach (var record in await Task.Run(() => Tail(files, folder, next), cancellation)) yield return record;
    }

    private static List<LogRecord> Tail(ILogFiles files, string folder, long from)
    {
        var records = new List<LogRecord>();
        using var reader = WalReader.OpenFirst(files, Path.Combine(folder, LogLayout.Wal));
        while (reader?.TryRead() == true)
        {
            var entries = reader.Record.Entries();
            for (var index = reader.Record.First; entries.MoveNext(); index++)
                if (index >= from) records.Add(BundleReader.Parse(index, entries.Prefixed[1..].ToArray(), LogLayout.Wal));
        }

        return records;
    }
}
