using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Cli.Scores.Batch;

/// <summary>
/// What a run has done, one line a step, each on disk before the next step. The head is there before the first request; a chunk's line is there after its
/// rows are in the output. So a crash leaves: no head (nobody was scored), a torn last line (cut off on opening), or output beyond the last line (cut
/// off by <see cref="ScoresFile"/>); in each case the next run asks for the missing chunks under the same idempotency keys and gets the same answers.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly FileStream _stream;

    private Journal(FileStream stream, JournalHead? head, IReadOnlyList<JournalChunk> finished) => (_stream, Head, Finished) = (stream, head, finished);

    /// <summary>What the run is of; null for a new journal.</summary>
    public JournalHead? Head { get; private set; }

    /// <summary>Chunks finished before this run, in order from 0.</summary>
    public IReadOnlyList<JournalChunk> Finished { get; }

    /// <summary>Opens or makes a journal, and locks it against a second run.</summary>
    /// <exception cref="JsonException">A line that is not the last is damaged.</exception>
    public static Journal Open(string path)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
            var (head, finished) = Read(bytes.AsSpan(0, whole));
            stream.SetLength(whole);
            stream.Position = whole;
            return new Journal(stream, head, finished);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Writes the head of a new journal. When this returns, a crash can be resumed.</summary>
    public void Begin(JournalHead head)
    {
        Append(head, JournalJson.Default.JournalHead);
        Head = head;
    }

    /// <summary>Records a chunk whose rows are on disk.</summary>
    public void Finish(JournalChunk chunk) => Append(chunk, JournalJson.Default.JournalChunk);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static (JournalHead? Head, IReadOnlyList<JournalChunk> Finished) Read(ReadOnlySpan<byte> bytes)
    {
        JournalHead? head = null;
        var finished = new List<JournalChunk>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var line = bytes[..end];
            bytes = bytes[(end + 1)..];
            if (head is null)
            {
                head = JsonSerializer.Deserialize(line, JournalJson.Default.JournalHead) ?? throw new JsonException();
                continue;
            }

            var chunk = JsonSerializer.Deserialize(line, JournalJson.Default.JournalChunk) ?? throw new JsonException();
            if (chunk.Chunk != finished.Count) throw new JsonException();
            finished.Add(chunk);
        }

        return (head, finished);
    }

    private void Append<T>(T line, JsonTypeInfo<T> type)
    {
        _stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, type), (byte)'\n']);
        _stream.Flush(flushToDisk: true);
    }
}
