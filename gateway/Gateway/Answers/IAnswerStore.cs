using Gateway.Audit.Hashing;

namespace Gateway.Answers;

/// <summary>
/// Durable answers by idempotency key: same key and body → the same bytes, charged once, also after a crash. A key belongs to one consumer.
/// Keys are remembered for <see cref="AnswerOptions.Retention"/>.
/// </summary>
internal interface IAnswerStore
{
    /// <summary>Looks a key up and, when it is new, reserves it for this request.</summary>
    /// <param name="key">The key.</param>
    /// <param name="requestHash">SHA-256 of method, path and body.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="Stores.StoreUnavailableException">The store does not answer: refuse.</exception>
    ValueTask<AnswerLookup> BeginAsync(AnswerKey key, ReadOnlyMemory<byte> requestHash, CancellationToken cancellation);

    /// <summary>
    /// Stores the answer of a reserved key. When this returns it survives a power cut. It is called before the log's append: a crash between
    /// the two leaves an answer that nobody has received; a retry gets it, with an entry of its own.
    /// </summary>
    ValueTask CompleteAsync(AnswerKey key, StoredAnswer answer, CancellationToken cancellation);

    /// <summary>Gives a reserved key back after a refusal or failure, so that a retry runs afresh.</summary>
    ValueTask AbandonAsync(AnswerKey key, CancellationToken cancellation);
}

/// <summary>An idempotency key, scoped to its consumer.</summary>
/// <param name="Consumer">Whose.</param>
/// <param name="Key">1 to 128 visible ASCII characters.</param>
/// <param name="Contract">The SHA-256 of the contract version that its request is under: when that ends, so does the key.</param>
internal readonly record struct AnswerKey(string Consumer, string Key, string Contract = "");

/// <summary>What a lookup found.</summary>
internal abstract record AnswerLookup
{
    /// <summary>
    /// The key was new, or reserved before a crash of this gateway: it is now this request's.
    /// <paramref name="ChargeId"/> is the same again after a crash, so that a ledger charges once.
    /// </summary>
    public sealed record Reserved(UInt128 ChargeId) : AnswerLookup;

    /// <summary>The first request is still running.</summary>
    public sealed record InFlight : AnswerLookup;

    /// <summary>The key came with another request before.</summary>
    public sealed record Mismatch : AnswerLookup;

    /// <summary>The contract version of the request has ended while the request was on its way: nothing more is kept of it.</summary>
    public sealed record ContractEnded : AnswerLookup;

    /// <summary>The answer is here.</summary>
    public sealed record Stored(StoredAnswer Answer) : AnswerLookup;
}

/// <summary>An answer as it was released, with the facts that its log entry needs when it is sent again.</summary>
/// <param name="Body">The bytes.</param>
/// <param name="ContentType">Their media type.</param>
/// <param name="Contract">The SHA-256 of the contract version, by which an ending contract's answers are purged.</param>
/// <param name="Model">The model's SHA-256, or null.</param>
/// <param name="DataVersion">The data version, or null.</param>
/// <param name="WorkerBoot">The worker's boot id (hexadecimal), or null.</param>
/// <param name="WorkerCounter">The worker's counter, or null.</param>
internal sealed record StoredAnswer(
    ReadOnlyMemory<byte> Body,
    string ContentType,
    string Contract,
    string? Model,
    string? DataVersion,
    string? WorkerBoot,
    long? WorkerCounter)
{
    /// <summary>The SHA-256 of the bytes, hashed once where it is not known already.</summary>
    public ReadOnlyMemory<byte> Sha256
    {
        get => field.IsEmpty ? field = Digest.Of(Body.Span) : field;
        init;
    }
}
