using Gateway.Cli.Scores.Batch;
using Gateway.Cli.Sessions;
using Gateway.Client.Encryption;
using Gateway.Client.Scores;
using Sandbox.Encryption;
using Spectre.Console;

namespace Gateway.Cli.Encrypted;

/// <summary>Scores a file under encryption: the batch run of clear scoring, with every chunk encrypted before it is sent and decrypted when it is back.</summary>
internal static class EncryptedFileScoring
{
    /// <summary>Runs or resumes a batch.</summary>
    public static async Task RunAsync(Session session, EncryptedScorer scorer, SecretKey key, BatchRequest request, CancellationToken cancellation)
    {
        var offer = await scorer.GetOfferAsync(request.Product, cancellation);
        request = request with { ChunkSize = Math.Min(request.ChunkSize, offer.MaxBatch) };
        using var people = PeopleFile.Open(request.Input, [.. offer.Features.Select(f => f.Name)], session.Texts);
        Prove(offer, people, session);
        var kept = new KeptQuestions(request.Output + ".pending", request.Parallel);
        await session.Console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(async bar =>
            {
                var task = bar.AddTask(Markup.Escape(session.Texts.Scoring(people.Rows)), maxValue: people.Rows);
                var run = new BatchRun(
                    request,
                    people,
                    (ask, name, stop) => ScoreAsync(scorer, offer, key, kept, ask, name, stop),
                    session.Texts,
                    rows => task.Increment(rows));
                await run.RunAsync(cancellation);
            });
        kept.Clear();
        await session.Out.WriteLineAsync(session.Texts.Scored(people.Rows, request.Output));
    }

    /// <summary>One chunk. Its ciphertexts are kept before they are sent, so that a resumed run asks the very same question and nobody is counted twice.</summary>
    private static async Task<ScoreReply> ScoreAsync(
        EncryptedScorer scorer, EncryptedOffer offer, SecretKey key, KeptQuestions kept, ScoreRequest ask, string name, CancellationToken cancellation)
    {
        var question = kept.Find(offer.Product, name);
        if (question is null)
        {
            question = scorer.Encrypt(offer, ask.Purpose, key, [.. ask.Subjects.Select(Subject)]);
            kept.Keep(name, question);
        }

        var reply = await scorer.AskAsync(question, key, name, cancellation);
        SubjectScore[] scores = [.. reply.Scores.Select(s => new SubjectScore(s.Subject, s.Score, s.Band, []))];
        return new ScoreReply(new ScoreAnswer(offer.Product, reply.Model, reply.DataVersion, scores), reply.Body, reply.Receipt, name);
    }

    // Before anybody is scored: an empty cell or one outside its bounds cannot be encoded.
    private static void Prove(EncryptedOffer offer, PeopleFile people, Session session)
    {
        foreach (var (row, subject) in people.Chunks(offer.MaxBatch).SelectMany(c => c).Index())
        {
            foreach (var feature in offer.Features)
                if (subject.Features![feature.Name] is not { } value || !(value >= feature.Lower && value <= feature.Upper))
                    throw new CommandException(session.Texts.OutOfBounds(row + 1, feature.Name, feature.Lower, feature.Upper));
        }
    }

    private static EncryptedSubject Subject(ScoreSubject subject) =>
        new(subject.Id, subject.Features!.ToDictionary(f => f.Key, f => f.Value!.Value, StringComparer.Ordinal));
}
