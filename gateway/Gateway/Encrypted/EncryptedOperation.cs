using Gateway.Catalogue;
using Gateway.Operations;
using Policies.Decisions;
using Policies.Queries;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Workers;

namespace Gateway.Encrypted;

/// <summary>Scores of up to 4,096 people whose consumer features are encrypted; ciphertexts come back, and only the consumer's key opens them.</summary>
internal sealed class EncryptedOperation(PublishedTables published) : IOperation
{
    /// <summary>The operation's name, and the last segment of its path.</summary>
    public const string Route = "encrypted-scores";

    /// <inheritdoc/>
    public string Name => Route;

    /// <inheritdoc/>
    public WorkerKind Worker => WorkerKind.Encrypted;

    /// <inheritdoc/>
    public string RequestType => EncryptedRequest.MediaType;

    /// <inheritdoc/>
    public string AnswerType => EncryptedAnswer.MediaType;

    /// <inheritdoc/>
    public int MaxBody => EncryptedRequest.MaxLength;

    /// <inheritdoc/>
    public (Query? Query, Refusal? Refusal) Parse(ReadOnlyMemory<byte> body) => EncryptedQueryParser.Parse(body.Span);

    /// <inheritdoc/>
    public (DraftJob? Job, Refusal? Refusal) Draft(Exchange exchange)
    {
        var product = exchange.Product!;
        if (published.Find(product.Product) is not { } pinned || pinned.ModelOf(product.Encrypted?.Model) is not { } model)
            return (null, Published.NotReady);

        var terms = (EncryptedTerms)exchange.Grant!.Terms;
        var job = new EncryptedJob(product.Product, product.Dataset, pinned.DataVersion, model, terms.Precision, terms.UnknownSubjects);
        return (new DraftJob(job.ToBytes(exchange.Body.Span), pinned.DataVersion, model), null);
    }
}
