using System.Runtime.CompilerServices;
using Gateway.Aggregates;
using Gateway.Alerts.Drift;
using Gateway.Answers;
using Gateway.Audit;
using Gateway.Ledger.Anchoring;
using Gateway.Metrics;
using Gateway.Problems;
using Gateway.Stores;
using Policies.Costs;
using Policies.Decisions;
using Sandbox.Protocol.Releases;

namespace Gateway.Record;

/// <summary>Settles a query: checks what the worker released, stores it, records it and writes the response, in this order.</summary>
internal sealed class Recorder(
    IAccessLog log, LogAnchors anchors, IAnswerStore answers, ReplayStore replays, RefusalAllowance allowance, ScoreTally scores, TimeProvider time, GatewayMetrics metrics, ILogger<Recorder> logger)
{
    public static string Step => "record";

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SettleAsync(Exchange exchange)
    {
        exchange.Clock.Enter(Step);
        StoredAnswer? answer = null;
        Receipt? receipt = null;
        try
        {
            answer = await AnswerAsync(exchange);
            if (answer is not null && !await TryStoreAsync(exchange, answer)) answer = null;
            receipt = answer is null ? await RecordRefusalAsync(exchange) : await RecordAnswerAsync(exchange, answer);
        }
        catch (Exception e)
        {
            // Whatever it is: nothing leaves. An answer that was stored before the log failed is sent, and recorded, when the consumer tries again; until then its job is a gap.
            answer = null;
            exchange.Refusal = Refusals.Of(e, exchange.Http, logger);
        }

        metrics.Settled(exchange);
        if (exchange.Gone.IsCancellationRequested) return;
        if (answer is null) await ProblemWriter.WriteAsync(exchange.Http, exchange.Refusal!);
        else await AnswerWriter.WriteAsync(exchange, answer, receipt!);
    }

    /// <summary>The answer to be released: a stored one, or what the worker released, if it holds. Null: there is a refusal.</summary>
    private async ValueTask<StoredAnswer?> AnswerAsync(Exchange exchange)
    {
        if (exchange.Refusal is not null) return null;
        if (exchange.Replay is { } replay) return replay;
        var (answer, refusal) = ReleaseCheck.Run(exchange);
        exchange.Refusal = refusal;
        if (exchange.Capture is not null && refusal is not null) await RaiseAlarmAsync(exchange);
        return answer;
    }

    /// <summary>
    /// Stored, then recorded, then released. A crash after the first leaves an answer that nobody has: a retry gets it with an entry of its
    /// own. A crash after the second leaves an entry whose answer nobody has: more is recorded than was released, never less. False: the store does not answer;
    /// the job has run, and is recorded as failed.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TryStoreAsync(Exchange exchange, StoredAnswer answer)
    {
        try
        {
            if (exchange.AnswerKey is { } key) await answers.CompleteAsync(key, answer, CancellationToken.None);
            if (exchange.ReplayKey is { } asked) await replays.Answers.CompleteAsync(asked, answer, CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            exchange.Refusal = Refusals.Of(e, exchange.Http, logger);
            return false;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Receipt> RecordAnswerAsync(Exchange exchange, StoredAnswer answer)
    {
        // What the worker has hashed the answer with; a stored answer is hashed anew for each receipt.
        var nonce = exchange.Release is null ? RandomBlock.Next(SaltedHash.SaltSize) : exchange.Job!.Salt;
        var result = exchange.Release?.ResultHash.ToArray() ?? SaltedHash.Of(nonce, answer.Body.Span);
        var queryNonce = log.QueryNonce(result);
        var entry = Entries.Of(exchange, AccessOutcome.Granted, time.GetUtcNow()) with
        {
            QueryHash = Convert.ToBase64String(SaltedHash.Of(queryNonce, exchange.Body.Span)),
            ResultHash = Convert.ToBase64String(result),
            Model = answer.Model,
            DataVersion = answer.DataVersion,
            WorkerBoot = answer.WorkerBoot,
            WorkerCounter = answer.WorkerCounter,
            Replay = exchange.Replay is null ? null : true,
        };
        var position = await AppendAsync(entry, exchange);
        scores.Add(exchange, answer);
        return new Receipt(
            log.Origin, position.Index, nonce, queryNonce, exchange.Contract!.Sha256, exchange.Charge?.Entry.Cost ?? PrivacyCost.None, exchange.Balance?.Window);
    }

    private async Task<Receipt?> RecordRefusalAsync(Exchange exchange)
    {
        await AbandonAsync(exchange);
        if (exchange.Caller is not { } caller) return null;
        var failed = exchange.Refusal!.Main.Code.Status >= StatusCodes.Status500InternalServerError;

        // A job that has run is recorded whatever else failed: it was paid for, so nobody fills the disk with it.
        if (!allowance.TryTake(caller.Id, out var suppressed) && exchange.Release is null)
        {
            // A failure of ours is told as what it is, even where it is only counted.
            if (!failed) exchange.Refusal = new Refusal(ReasonTable.TooManyRefusals.With(), RefusalAllowance.RetryAfter);
            return null;
        }

        var outcome = failed ? AccessOutcome.Failed : AccessOutcome.Refused;
        var entry = Entries.Of(exchange, outcome, time.GetUtcNow()) with
        {
            Reasons = [.. exchange.Refusal.Reasons.Select(r => r.Code.Code)],
            Suppressed = suppressed == 0 ? null : suppressed,
        };
        await AppendAsync(entry, exchange);
        return null;
    }

    /// <summary>Gives the keys back. When the store does not answer, that is what the caller is told, and the entry says.</summary>
    private async Task AbandonAsync(Exchange exchange)
    {
        try
        {
            if (exchange.AnswerKey is { } key) await answers.AbandonAsync(key, CancellationToken.None);
            if (exchange.ReplayKey is { } asked) await replays.Answers.AbandonAsync(asked, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            exchange.Refusal = Refusals.Of(e, exchange.Http, logger);
        }
    }

    private async Task<LogPosition> AppendAsync(AccessEntry entry, Exchange exchange)
    {
        var position = await log.AppendAsync(entry, Entries.Subjects(exchange), CancellationToken.None);
        if (entry is { LedgerSequence: { } sequence, LedgerHash: { } hash }) anchors.Seen(new LedgerAnchor(position.Index, sequence, hash));
        return position;
    }

    /// <summary>A worker's own refusal of a job is never the consumer's doing: a swapped model file, a stale pin, a bug.</summary>
    private async Task RaiseAlarmAsync(Exchange exchange)
    {
        var code = ReleaseCheck.WorkerCode(exchange.Capture!);
        RecordLog.JobRefused(logger, exchange.Product!.Product, code);
        await log.AppendAsync(
            new EventEntry
            {
                Time = time.GetUtcNow(),
                Event = code,
                Facts = Facts(exchange),
            },
            [],
            CancellationToken.None);
    }

    private static Dictionary<string, string> Facts(Exchange exchange)
    {
        var job = exchange.Job!;
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["product"] = exchange.Product!.Product, ["dataVersion"] = job.DataVersion };
        if (job.Model is { } model) facts["model"] = model;
        return facts;
    }
}
