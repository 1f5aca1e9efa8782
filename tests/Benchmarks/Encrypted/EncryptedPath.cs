using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Client;
using Gateway.Client.Encryption;
using Gateway.Client.Keys;
using Sandbox.Encryption;
using Sandbox.Protocol.Encrypted;
using Testing.Processes;

namespace Benchmarks.Encrypted;

/// <summary>A gateway with its boxed workers on loopback, and the bank that asks it.</summary>
internal sealed class EncryptedPath : IAsyncDisposable
{
    public const int Features = 12;
    private const string Product = "credit-default";
    private const int ClearBatch = 1000;

    private readonly GatewayState _state;
    private readonly GatewayProcess _gateway;
    private readonly HttpClient _http;
    private readonly GatewayClient _client;
    private readonly EncryptedScorer _scorer;
    private readonly EncryptedOffer _offer;
    private readonly SealClient _seal;

    private EncryptedPath(GatewayState state, GatewayProcess gateway, HttpClient http, GatewayClient client, EncryptedScorer scorer, EncryptedOffer offer, SealClient seal)
    {
        (_state, _gateway, _http, _client, _scorer, _offer, _seal) = (state, gateway, http, client, scorer, offer, seal);
    }

    public static async Task<EncryptedPath> StartAsync(SealClient seal)
    {
        var state = new GatewayState();
        EncryptedCity.Publish(state.Data);
        var settings = state.Settings();
        settings["Sandbox:Workers"] = "1";
        var gateway = await GatewayProcess.StartAsync(new Uri($"https://127.0.0.1:{Ports.Free()}"), settings);
        var http = gateway.Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await GatewayState.TokenAsync(gateway, state.Bank, CancellationToken.None));
        var keyFile = Path.Combine(state.Root, "bank.json");
        await File.WriteAllTextAsync(keyFile, state.Bank.KeyFile(gateway.Address, Path.Combine(state.Folder, "tls", "ca.pem")).ToJsonString());
        File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var client = new GatewayClient(ClientKeyFile.Load(keyFile));
        var scorer = new EncryptedScorer(client, seal);
        return new EncryptedPath(state, gateway, http, client, scorer, await scorer.GetOfferAsync(Product), seal);
    }

    /// <summary>A question about the first people of the city.</summary>
    public EncryptedQuestion Question(SecretKey key, int people) => _scorer.Encrypt(_offer, "credit-granting", key, [.. Enumerable.Range(0, people).Select(
        i => new EncryptedSubject(EncryptedCity.Subject(i), _offer.Features.ToDictionary(f => f.Name, f => (double)(i % 5000), StringComparer.Ordinal)))]);

    /// <summary>One request, its answer's bytes.</summary>
    public async Task<byte[]> AskAsync(EncryptedQuestion question)
    {
        using var content = new ReadOnlyMemoryContent(question.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(EncryptedRequest.MediaType);
        return await PostAsync("encrypted-scores", content);
    }

    /// <summary>As many people in the clear, in the largest batches that the contract grants.</summary>
    public async Task ScoreClearAsync(int people)
    {
        foreach (var batch in Enumerable.Range(0, people).Chunk(ClearBatch))
        {
            var ids = string.Join(',', batch.Select(i => $$"""{"id":"{{EncryptedCity.Subject(i)}}"}"""));
            using var content = new StringContent($$"""{"purpose":"credit-granting","subjects":[{{ids}}]}""", Encoding.UTF8, "application/json");
            await PostAsync("scores", content);
        }
    }

    /// <summary>Opens an answer: everybody is scored.</summary>
    public void Verify(SecretKey key, EncryptedQuestion question, byte[] body)
    {
        if (!EncryptedAnswer.TryRead(body, out var answer) || answer.Scored.Count != question.Subjects.Count || answer.Scored.Contains(false))
            throw new InvalidOperationException("The answer is not one.");
        if (_seal.Decrypt(key, answer.Ciphertext.Span, answer.Scored.Count).Any(points => points is < -2000 or > 3000))
            throw new InvalidOperationException("The answer does not open to points.");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _http.Dispose();
        await _gateway.DisposeAsync();
        _state.Dispose();
    }

    private async Task<byte[]> PostAsync(string operation, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/v1/products/{Product}/{operation}", UriKind.Relative))
        {
            Version = HttpVersion.Version20, Content = content,
        };
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode ? body : throw new InvalidOperationException(
            $"{(int)response.StatusCode} {Encoding.UTF8.GetString(body)}\nThe gateway printed:\n{_gateway.Output}");
    }
}
