using System.Net;
using System.Net.Http.Headers;
using Gateway.Client;
using Gateway.Client.Encryption;
using Gateway.Client.Keys;
using Sandbox.Encryption;
using Sandbox.Protocol.Encrypted;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>The bank's own program, and what a hostile one sends in its name. SEAL is started once for all tests: its hosts are never disposed of.</summary>
internal sealed class EncryptedClient : IDisposable
{
    public const string Product = "credit-default";

    private static readonly Lazy<SealClient> _seal = new(SealClient.Start);

    private readonly GatewayClient _client;
    private readonly HttpClient _http;

    private EncryptedClient(GatewayClient client, HttpClient http, EncryptedScorer scorer, EncryptedOffer offer)
    {
        _client = client;
        _http = http;
        Scorer = scorer;
        Offer = offer;
    }

    public EncryptedScorer Scorer { get; }

    public EncryptedOffer Offer { get; }

    public SecretKey Key { get; } = _seal.Value.CreateKey();

    public static async Task<EncryptedClient> OpenAsync(GatewayProcess gateway, GatewayState state)
    {
        await Ready.AllWorkersAsync(gateway);
        var client = new GatewayClient(ClientKeyFile.Load(KeyFiles.Write(state.Bank, gateway, state)));
        var http = gateway.Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await GatewayState.TokenAsync(gateway, state.Bank, TestContext.Current.CancellationToken));
        var scorer = new EncryptedScorer(client, _seal.Value);
        return new EncryptedClient(client, http, scorer, await scorer.GetOfferAsync(Product, TestContext.Current.CancellationToken));
    }

    /// <summary>A question about people, all of whom have the same bank features.</summary>
    public EncryptedQuestion Question(double feature, params IReadOnlyList<string> people)
    {
        var features = Offer.Features.ToDictionary(f => f.Name, _ => feature, StringComparer.Ordinal);
        return Scorer.Encrypt(Offer, "credit-granting", Key, [.. people.Select(p => new EncryptedSubject(p, features))]);
    }

    /// <summary>Sends whatever bytes.</summary>
    public async Task<HttpResponseMessage> SendAsync(ReadOnlyMemory<byte> bytes, string type = EncryptedRequest.MediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/v1/products/{Product}/encrypted-scores", UriKind.Relative))
        {
            Version = HttpVersion.Version20, Content = new ReadOnlyMemoryContent(bytes),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Key.Dispose();
        _client.Dispose();
        _http.Dispose();
    }
}
