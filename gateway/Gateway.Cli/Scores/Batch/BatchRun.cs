using Gateway.Client;
using Gateway.Client.Scores;
using Gateway.Cli.Language;

namespace Gateway.Cli.Scores.Batch;

/// <summary>Scores one chunk under its idempotency key.</summary>
internal delegate Task<ScoreReply> ScoreChunk(ScoreRequest request, string idempotencyKey, CancellationToken cancellation);

/// <summary>
/// Scores a file in chunks, several in flight, and writes them in order. The journal makes it resumable at any instant: nobody is scored or counted twice,
/// as long as it is resumed within the gateway's retention of idempotency keys (a day); after that the chunks that were in flight may be counted again.
/// </summary>
internal sealed class BatchRun(BatchRequest request, PeopleFile people, ScoreChunk score, Texts texts, Action<int> progress)
{
    /// <summary>Runs or resumes to the end, and removes the journal.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using (var journal = OpenJournal())
        {
            var head = journal.Head ?? Begin(journal);
            using var output = ScoresFile.Open(request.Output, journal.Finished is [.., var last] ? last.OutputEnd : null)
                ?? throw new CommandException(texts.OutputChanged(request.Output, request.Journal));
            foreach (var chunk in journal.Finished) progress(chunk.Rows);
            await ScoreAsync(head, journal, output, cancellation);
        }

        // A crash here leaves a journal of a finished run; resuming it finds nothing to do and removes it.
        File.Delete(request.Journal);
    }

    private async Task ScoreAsync(JournalHead head, Journal journal, ScoresFile output, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var flight = new Queue<(int Chunk, int Rows, Task<ScoreReply> Reply)>();
        try
        {
            foreach (var (chunk, subjects) in people.Chunks(request.ChunkSize).Index().Skip(journal.Finished.Count))
            {
                if (flight.Count == request.Parallel) await LandAsync(flight, journal, output);
                cancellation.ThrowIfCancellationRequested();
                var ask = new ScoreRequest(request.Purpose, subjects, request.Precision, request.Reasons, request.UnknownSubjects);
                flight.Enqueue((chunk, subjects.Count, score(ask, head.Key(chunk), stop.Token)));
            }

            while (flight.Count > 0) await LandAsync(flight, journal, output);
        }
        finally
        {
            await stop.CancelAsync();
            Task landed = Task.WhenAll(flight.Select(f => f.Reply));
            await landed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Order matters: first the rows, then the line that says that they are there.
    private async Task LandAsync(Queue<(int Chunk, int Rows, Task<ScoreReply> Reply)> flight, Journal journal, ScoresFile output)
    {
        var (chunk, rows, pending) = flight.Peek();
        var reply = await pending;
        flight.Dequeue();
        output.Append(reply);
        journal.Finish(new JournalChunk(
            chunk, rows, output.End, reply.Receipt.Origin, reply.Receipt.Index, Convert.ToBase64String(reply.Receipt.Nonce.Span)));
        progress(rows);
    }

    private Journal OpenJournal()
    {
        var resumed = File.Exists(request.Journal);
        if (!resumed && File.Exists(request.Output)) throw new CommandException(texts.OutputExists(request.Output));
        Journal journal;
        try
        {
            journal = Journal.Open(request.Journal);
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new CommandException(texts.JournalDamaged(request.Journal, request.Output), e);
        }

        if (journal.Head is not { } head) return journal;
        if (head == Describe(head.Run)) return journal;
        journal.Dispose();
        throw new CommandException(string.Equals(head.InputSha256, people.Sha256, StringComparison.Ordinal)
            ? texts.OptionsChanged(request.Journal, request.Output)
            : texts.InputChanged(request.Input, request.Journal, request.Output));
    }

    private JournalHead Begin(Journal journal)
    {
        journal.Begin(Describe(GatewayClient.NewIdempotencyKey()));
        return journal.Head!;
    }

    private JournalHead Describe(string run) => new(
        run,
        people.Sha256,
        people.Size,
        request.Product,
        request.Purpose,
        request.Precision,
        request.Reasons,
        request.UnknownSubjects,
        request.ChunkSize);
}
