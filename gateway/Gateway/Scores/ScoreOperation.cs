using System.Net.Mime;
using System.Text.Json;
using Gateway.Catalogue;
using Gateway.Operations;
using Policies.Decisions;
using Policies.Queries;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Workers;

namespace Gateway.Scores;

/// <summary>One score for each of up to 1,000 people.</summary>
internal sealed class ScoreOperation(PublishedTables published) : IOperation
{
    /// <inheritdoc/>
    public string Name => "scores";

    /// <inheritdoc/>
    public WorkerKind Worker => WorkerKind.Scores;

    /// <inheritdoc/>
    public string RequestType => MediaTypeNames.Application.Json;

    /// <inheritdoc/>
    public string AnswerType => MediaTypeNames.Application.Json;

    /// <summary>Room for 1,000 subjects with a dozen features each, four times over.</summary>
    public int MaxBody => 1 << 20;

    /// <inheritdoc/>
    public (Query? Query, Refusal? Refusal) Parse(ReadOnlyMemory<byte> body) => ScoreQueryParser.Parse(body.Span);

    /// <inheritdoc/>
    public (DraftJob? Job, Refusal? Refusal) Draft(Exchange exchange)
    {
        var product = exchange.Product!;
        if (published.Find(product.Product) is not { } pinned || pinned.ModelOf(product.Score?.Model) is not { } model)
            return (null, Published.NotReady);

        var (query, terms) = ((ScoreQuery)exchange.Query!, (ScoreTerms)exchange.Grant!.Terms);
        var job = new ScoreJob(
            product.Product,
            product.Dataset,
            pinned.DataVersion,
            model,
            terms.Precision,
            terms.Reasons,
            terms.UnknownSubjects,
            Ids(query),
            query.Features);
        return (new DraftJob(JsonSerializer.SerializeToUtf8Bytes(job, ProtocolJson.Default.ScoreJob), pinned.DataVersion, model), null);
    }

    private static string[] Ids(ScoreQuery query)
    {
        var ids = new string[query.Subjects.Count];
        for (var i = 0; i < ids.Length; i++) ids[i] = query.Subjects[i].Value;
        return ids;
    }
}
