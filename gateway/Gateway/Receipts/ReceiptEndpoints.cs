using System.Globalization;
using Gateway.Audit;
using Gateway.Audit.Proofs;
using Gateway.Identity;
using Gateway.Record;
using Gateway.Stores;
using Gateway.Witnesses;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Receipts;

/// <summary>What proves a receipt: that its entry is in the log. A consumer gets its own; another's is not told apart from none.</summary>
internal static class ReceiptEndpoints
{
    private const string Text = "text/plain";
    private static readonly TimeSpan NextCheckpoint = TimeSpan.FromSeconds(1);

    public static void MapReceipts(this WebApplication app) =>
        app.MapGet("/v1/receipts/{index:long:min(0)}", GetAsync).RequireAuthorization(RoleNames.Consumer).WithTags("Receipts").WithName("getReceiptProof")
            .WithSummary("The proof that the entry of a receipt is in the log 回执存证证明")
            .Produces<string>(StatusCodes.Status200OK, Text).Produces(StatusCodes.Status202Accepted);

    private static async Task<Results<FileContentHttpResult, Accepted, NotFound>> GetAsync(
        long index, HttpContext http, IPublishedLog published, ProvableCheckpoint provable, CheckpointProver prover, IAccessLog log, RefusalAllowance allowance, TimeProvider time)
    {
        if (index >= published.Next) return TypedResults.NotFound();
        if (provable.Current is not { } checkpoint || index >= checkpoint.Size)
        {
            http.Response.Headers.RetryAfter = NextCheckpoint.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return TypedResults.Accepted((string?)null);
        }

        var consumer = http.User.Identity!.Name!;
        var record = Read(published, index, checkpoint.Size);
        if (record.Entry is AccessEntry access && string.Equals(access.Consumer, consumer, StringComparison.Ordinal))
        {
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.Bytes(Prove(prover, checkpoint, record), Text + "; charset=utf-8");
        }

        if (allowance.TryTake(consumer, out var suppressed))
        {
            var entry = new AccessEntry
            {
                Time = time.GetUtcNow(),
                Outcome = AccessOutcome.Refused,
                Consumer = consumer,
                Operation = "receipts",
                Reasons = ["not-found"],
                Suppressed = suppressed == 0 ? null : suppressed,
            };
            await log.AppendAsync(entry, [], CancellationToken.None);
        }

        return TypedResults.NotFound();
    }

    private static LogRecord Read(IPublishedLog log, long index, long size)
    {
        try
        {
            return AccessLogReader.ReadOne(log.Folder, index, size);
        }
        catch (Exception e) when (e is LogCorruptException or IOException)
        {
            throw new StoreUnavailableException("log", e);
        }
    }

    private static byte[] Prove(CheckpointProver prover, PublishedCheckpoint checkpoint, LogRecord record)
    {
        try
        {
            return new TlogProof(record.Index, prover.Inclusion(checkpoint, record.Index), checkpoint.Note, record.Bytes).ToBytes();
        }
        catch (Exception e) when (e is LogCorruptException or IOException)
        {
            throw new StoreUnavailableException("log", e);
        }
    }
}
