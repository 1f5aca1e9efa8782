using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Catalogue;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Policies.Decisions;
using Policies.Queries;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Workers;

namespace Gateway.Permits;

/// <summary>
/// Grant → job and permit. The request's body becomes the job; nothing that the consumer sent crosses the wall but what the job says in
/// its own terms.
/// </summary>
internal sealed class PermitStep(PublishedTables published, IOptions<PermitOptions> options, TimeProvider time) : IStep
{
    private readonly TimeSpan _lifetime = options.Value.Lifetime;

    public static string Name => "permits";

    public ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        if (published.Find(exchange.Product!.Product) is not { } pinned)
            return new(new Refusal(ReasonTable.ProductNotReady.With(), TimeSpan.FromSeconds(5)));

        var job = JsonSerializer.SerializeToUtf8Bytes(Job(exchange, pinned), ProtocolJson.Default.ScoreJob);
        var worker = exchange.Worker!;
        var permit = new Permit(
            WorkerKind.Scores, worker.BootId, RandomId.Next(), time.GetUtcNow() + _lifetime, SHA256.HashData(job));
        exchange.Job = new SealedJob(job, worker.Key.Seal(permit), permit.Nonce, pinned);

        var request = exchange.Http.Request;
        request.Body = new MemoryStream(job, writable: false);
        request.ContentLength = job.Length;
        return new((Refusal?)null);
    }

    private static ScoreJob Job(Exchange exchange, Published pinned)
    {
        var (query, terms) = (exchange.Query!, exchange.Grant!.Score);
        return new ScoreJob(
            exchange.Product!.Product,
            exchange.Dataset!.Spec.Dataset,
            pinned.DataVersion,
            pinned.Model,
            terms.Precision,
            terms.Reasons,
            terms.UnknownSubjects,
            Ids(query),
            query.Features);
    }

    private static string[] Ids(ScoreQuery query)
    {
        var ids = new string[query.Subjects.Count];
        for (var i = 0; i < ids.Length; i++) ids[i] = query.Subjects[i].Value;
        return ids;
    }
}
