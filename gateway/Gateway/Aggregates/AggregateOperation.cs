using System.Net.Mime;
using System.Text.Json;
using Gateway.Catalogue;
using Gateway.Operations;
using Policies.Aggregates.Planning;
using Policies.Decisions;
using Policies.Queries;
using Policies.Queries.Aggregates;
using Sandbox.Protocol;
using Sandbox.Protocol.Workers;

namespace Gateway.Aggregates;

/// <summary>Noisy tables about groups of people.</summary>
internal sealed class AggregateOperation(PublishedTables published) : IOperation
{
    /// <inheritdoc/>
    public string Name => "aggregates";

    /// <inheritdoc/>
    public WorkerKind Worker => WorkerKind.Aggregates;

    /// <inheritdoc/>
    public string RequestType => MediaTypeNames.Application.Json;

    /// <inheritdoc/>
    public string AnswerType => MediaTypeNames.Application.Json;

    /// <inheritdoc/>
    public int MaxBody => QueryLimits.Body;

    /// <inheritdoc/>
    public (Query? Query, Refusal? Refusal) Parse(ReadOnlyMemory<byte> body) => AggregateQueryParser.Parse(body);

    /// <inheritdoc/>
    /// <remarks>The draft that a replay was sought for is the one that runs: a version published in between would be stored under the wrong key.</remarks>
    public (DraftJob? Job, Refusal? Refusal) Draft(Exchange exchange)
    {
        if (exchange.Draft is { } draft) return (draft, null);
        if (published.Find(exchange.Product!.Product) is not { HasRows: true } pinned) return (null, Published.NotReady);
        var job = ((AggregateTerms)exchange.Grant!.Terms).Job with { DataVersion = pinned.DataVersion };
        return (new DraftJob(JsonSerializer.SerializeToUtf8Bytes(job, ProtocolJson.Default.AggregateJob), pinned.DataVersion, null), null);
    }
}
