using System.Runtime.CompilerServices;
using System.Text.Json;
using Gateway.Audit.Entries;
using Gateway.Audit.Files;
using Gateway.Audit.Segments;

namespace Gateway.Audit;

/// <summary>Reads entries, also while they are being written. It trusts what it reads: <see cref="AccessLogVerifier"/> does not.</summary>
public static class AccessLogReader
{
    private const int Batch = 256;

    /// <summary>The entries from an index on, up to the end as it is when it is reached. The last ones may not be acknowledged yet.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="fromIndex">The first index wanted.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="LogCorruptException">A line before the last is no entry.</exception>
    public static IAsyncEnumerable<LogRecord> ReadAsync(string folder, long fromIndex, CancellationToken cancellation = default) =>
        ReadAsync(DiskFiles.Instance, folder, fromIndex, cancellation);

    internal static async IAsyncEnumerable<LogRecord> ReadAsync(
        ILogFiles files, string folder, long fromIndex, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var segments = LogLayout.Segments(files.List(folder));
        for (var i = 0; i < segments.Count; i++)
        {
            if (i + 1 < segments.Count && segments[i + 1] <= fromIndex) continue;
            var name = LogLayout.Segment(segments[i]);
            using var file = files.Open(Path.Combine(folder, name), write: false);
            var lines = new LineReader(file);
            lines.TryRead(out _);
            while (await Task.Run(() => ReadBatch(lines, name, fromIndex), cancellation) is { Count: > 0 } batch)
            {
                foreach (var record in batch)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return record;
                }
            }
        }
    }

    private static List<LogRecord> ReadBatch(LineReader lines, string name, long fromIndex)
    {
        var batch = new List<LogRecord>();
        while (batch.Count < Batch && lines.TryRead(out var line) && lines.IsWhole)
        {
            if (LineStamps.Parse(line) is not { } stamps) throw new LogCorruptException(name, lines.Number, "is no entry.");
            if (stamps.Index < fromIndex) continue;
            batch.Add(new LogRecord(stamps.Index, Entry(line, name, lines.Number), line.ToArray()));
        }

        return batch;
    }

    private static LogEntry Entry(ReadOnlySpan<byte> line, string name, long number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, EntryJson.Default.LogEntry) ?? throw new LogCorruptException(name, number, "is no entry.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new LogCorruptException(name, number, "is no entry.", e);
        }
    }
}
