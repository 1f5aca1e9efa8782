using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Client.Aggregates;
using Gateway.Client.Alerts;
using Gateway.Client.Audit;
using Gateway.Client.Clients;
using Gateway.Client.Contracts;
using Gateway.Client.Datasets;
using Gateway.Client.Keys;
using Gateway.Client.Problems;
using Gateway.Client.Receipts;
using Gateway.Client.Scores;
using Gateway.Client.Tokens;
using Gateway.Client.Transport;

namespace Gateway.Client;

/// <summary>
/// A gateway, as one client sees it. Safe for many callers at once; one for the life of a program. Every method may throw
/// <see cref="GatewayProblemException"/> (refused), <see cref="GatewayUnreachableException"/> (no try reached the gateway) and
/// <see cref="OperationCanceledException"/> (the caller gave up).
/// </summary>
public sealed class GatewayClient : IDisposable
{
    private const long LargestReply = 32L << 20;
    private readonly HttpClient _http;
    private readonly Sender _sender;
    private readonly TokenSource _tokens;

    /// <summary>Opens a client. Nothing is sent before the first call.</summary>
    /// <param name="key">Who the client is.</param>
    /// <param name="options">How it behaves.</param>
    /// <exception cref="ClientKeyException">The key file's certificate authority cannot be read.</exception>
    public GatewayClient(ClientKeyFile key, GatewayClientOptions? options = null)
    {
        options ??= new GatewayClientOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxAttempts, 1, nameof(options));
        _http = new HttpClient(PinnedHandler.Create(key.Ca, options.MaxConnections))
        {
            BaseAddress = key.Gateway,
            // Sender bounds each try.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestReply,
        };
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(options.Language);
        _sender = new Sender(_http, options);
        _tokens = new TokenSource(key, _sender, options);
    }

    /// <summary>Contracts beyond the client's own list: their lives, their texts, what they were used for.</summary>
    public ContractDesk Contracts => new(CallAsync);

    /// <summary>The access log, for regulators.</summary>
    public AuditDesk Audit => new(CallAsync);

    /// <summary>What the rules found in the access log. For regulators.</summary>
    public AlertDesk Alerts => new(CallAsync);

    /// <summary>What may ever be spent of datasets, and raises of it.</summary>
    public DatasetBudgets Budgets => new(CallAsync);

    /// <summary>An idempotency key that nobody has used: 128 random bits.</summary>
    public static string NewIdempotencyKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>An access token, for callers of other tools.</summary>
    public ValueTask<string> GetAccessTokenAsync(CancellationToken cancellation = default) => _tokens.GetAsync(cancellation);

    /// <summary>Scores people. However often this is called with one key, people are scored and counted once, and the same bytes come back.</summary>
    /// <param name="product">The product.</param>
    /// <param name="request">Who, and what for.</param>
    /// <param name="idempotencyKey">1 to 128 visible ASCII characters; null draws one. Keep it to ask again after a failure.</param>
    /// <param name="cancellation">Gives up; the gateway may still answer, and a later call with the same key gets that answer.</param>
    /// <exception cref="AnswerAlteredException">What arrived is not what the gateway sent.</exception>
    public async Task<ScoreReply> ScoreAsync(
        string product, ScoreRequest request, string? idempotencyKey = null, CancellationToken cancellation = default)
    {
        var key = idempotencyKey ?? NewIdempotencyKey();
        var body = JsonSerializer.SerializeToUtf8Bytes(request, ClientJson.Default.ScoreRequest);
        var (reply, receipt) = await AskAsync(new Call(HttpMethod.Post, $"/v1/products/{Uri.EscapeDataString(product)}/scores", body, key), cancellation);
        var answer = Read(reply, ClientJson.Default.ScoreAnswer);
        if (answer.Scores.Count != request.Subjects.Count)
            throw new AnswerAlteredException("The answer is for another number of people than were asked about.");
        return new ScoreReply(answer, reply.Body, receipt, key);
    }

    /// <summary>
    /// Asks about groups of people. The same question, however it is put, gets the same bytes while the data version lasts, and is charged once.
    /// </summary>
    /// <param name="product">The product.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="idempotencyKey">1 to 128 visible ASCII characters; null draws one.</param>
    /// <param name="cancellation">Gives up; what it cost is spent all the same.</param>
    /// <exception cref="AnswerAlteredException">What arrived is not what the gateway sent.</exception>
    public async Task<AggregateReply> QueryAsync(
        string product, AggregateRequest request, string? idempotencyKey = null, CancellationToken cancellation = default)
    {
        var key = idempotencyKey ?? NewIdempotencyKey();
        var body = JsonSerializer.SerializeToUtf8Bytes(request, ClientJson.Default.AggregateRequest);
        var reply = await CallAsync(new Call(HttpMethod.Post, $"/v1/products/{Uri.EscapeDataString(product)}/aggregates", body, key), cancellation);
        ContentDigest.Verify(Single(reply, ContentDigest.Header), reply.Body);
        if (!Receipt.TryParse(Single(reply, Receipt.Header), out var receipt))
            throw new AnswerAlteredException("The answer came without a receipt, so nothing proves that it was recorded.");
        if (!PrivacyBudget.TryParse(Single(reply, PrivacyBudget.Header), out var budget))
            throw new AnswerAlteredException("The answer came without its price.");
        return new AggregateReply(Read(reply, ClientJson.Default.AggregateAnswer), reply.Body, receipt, budget, key);
    }

    /// <summary>What <see cref="QueryAsync"/> would cost, and how far off its answer would be. Nothing is charged.</summary>
    public async Task<AggregatePreview> PreviewAsync(string product, AggregateRequest request, CancellationToken cancellation = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, ClientJson.Default.AggregateRequest);
        var reply = await CallAsync(new Call(HttpMethod.Post, $"/v1/products/{Uri.EscapeDataString(product)}/aggregates/preview", body), cancellation);
        return Read(reply, ClientJson.Default.AggregatePreview);
    }

    /// <summary>The client's own contracts. For consumers.</summary>
    public async Task<IReadOnlyList<ContractInfo>> GetContractsAsync(CancellationToken cancellation = default) =>
        Read(await CallAsync(new Call(HttpMethod.Get, "/v1/contracts"), cancellation), ClientJson.Default.ContractList).Contracts;

    /// <summary>
    /// What proves that the entry of a receipt is in the log (C2SP tlog-proof, whose extra data is the entry); null while no checkpoint covers it yet: ask
    /// again after a second. For the consumer whose receipt it is.
    /// </summary>
    /// <param name="index">The receipt's index.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<byte[]?> GetReceiptProofAsync(long index, CancellationToken cancellation = default)
    {
        var path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/v1/receipts/{index}");
        var reply = await CallAsync(new Call(HttpMethod.Get, path), cancellation);
        return reply.Status == 200 ? reply.Body : null;
    }

    /// <summary>
    /// A file of the log as monitors have it (C2SP tlog-tiles): <c>checkpoint</c>, or a tile by its name, such as <c>tile/0/000</c>; bundles of entries are for the regulator. Null when
    /// there is none of that name.
    /// </summary>
    public async Task<byte[]?> GetLogFileAsync(string name, CancellationToken cancellation = default)
    {
        try
        {
            return (await CallAsync(new Call(HttpMethod.Get, $"/log/{name}"), cancellation)).Body;
        }
        catch (GatewayProblemException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Registers a client; the same registration twice is one. For the platform-admin.</summary>
    public async Task<ClientInfo> RegisterClientAsync(ClientRegistration registration, CancellationToken cancellation = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(registration, ClientJson.Default.ClientRegistration);
        return Read(await CallAsync(new Call(HttpMethod.Post, "/v1/admin/clients", body), cancellation), ClientJson.Default.ClientInfo);
    }

    /// <summary>All clients. For the platform-admin.</summary>
    public async Task<IReadOnlyList<ClientInfo>> GetClientsAsync(CancellationToken cancellation = default) =>
        Read(await CallAsync(new Call(HttpMethod.Get, "/v1/admin/clients"), cancellation), ClientJson.Default.IReadOnlyListClientInfo);

    /// <summary>Removes a client; its tokens are refused from its next request on. For the platform-admin.</summary>
    public Task RemoveClientAsync(string clientId, CancellationToken cancellation = default) =>
        CallAsync(new Call(HttpMethod.Delete, $"/v1/admin/clients/{Uri.EscapeDataString(clientId)}"), cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _tokens.Dispose();
        _http.Dispose();
    }

    /// <summary>A call whose answer must be whole and recorded.</summary>
    /// <exception cref="AnswerAlteredException">It is not.</exception>
    internal async Task<(Reply Reply, Receipt Receipt)> AskAsync(Call call, CancellationToken cancellation)
    {
        var reply = await CallAsync(call, cancellation);
        ContentDigest.Verify(Single(reply, ContentDigest.Header), reply.Body);
        return Receipt.TryParse(Single(reply, Receipt.Header), out var receipt)
            ? (reply, receipt)
            : throw new AnswerAlteredException("The answer came without a receipt, so nothing proves that it was recorded.");
    }

    internal async Task<Reply> CallAsync(Call call, CancellationToken cancellation)
    {
        var token = "";
        return await _sender.SendAsync(
            async stop => Request(call, token = await _tokens.GetAsync(stop)),
            () =>
            {
                _tokens.Forget(token);
                return true;
            },
            cancellation);
    }

    private static HttpRequestMessage Request(Call call, string token)
    {
        var message = new HttpRequestMessage(call.Method, new Uri(call.Path, UriKind.Relative));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (call.IdempotencyKey is not null) message.Headers.Add("Idempotency-Key", call.IdempotencyKey);
        if (call.Body is null) return message;
        message.Content = new ByteArrayContent(call.Body);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(call.MediaType);
        return message;
    }

    private static string? Single(Reply reply, string header) =>
        reply.Headers.TryGetValues(header, out var values) ? string.Join(", ", values) : null;

    internal static T Read<T>(Reply reply, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize(reply.Body, type) is { } value) return value;
        }
        catch (JsonException)
        {
            // Told below: the body is an answer about people, so nothing of it is repeated.
        }

        throw new AnswerAlteredException("What arrived is not the JSON that this client knows: the gateway may be of another version.");
    }
}
