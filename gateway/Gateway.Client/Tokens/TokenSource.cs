using System.Text.Json;
using Gateway.Client.Keys;
using Gateway.Client.Transport;

namespace Gateway.Client.Tokens;

/// <summary>The client's access token: fetched when first needed, shared by all calls, renewed before it expires.</summary>
internal sealed class TokenSource(ClientKeyFile key, Sender sender, GatewayClientOptions options) : IDisposable
{
    private const string DiscoveryPath = "/.well-known/openid-configuration";
    private readonly SemaphoreSlim _one = new(1, 1);
    private Discovery? _discovery;
    private AccessToken? _token;

    /// <summary>A token that is good for a while.</summary>
    public async ValueTask<string> GetAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _token) is { } token && IsGood(token)) return token.Value;
        await _one.WaitAsync(cancellation);
        try
        {
            if (_token is { } other && IsGood(other)) return other.Value;
            var fresh = await FetchAsync(cancellation);
            Volatile.Write(ref _token, fresh);
            return fresh.Value;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The gateway refused this token: the next call gets another.</summary>
    public void Forget(string value)
    {
        if (Volatile.Read(ref _token) is { } token && string.Equals(token.Value, value, StringComparison.Ordinal))
            Interlocked.CompareExchange(ref _token, null, token);
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private bool IsGood(AccessToken token) => options.Time.GetUtcNow() < token.RenewAt;

    private async Task<AccessToken> FetchAsync(CancellationToken cancellation)
    {
        _discovery ??= await DiscoverAsync(cancellation);
        var asked = options.Time.GetUtcNow();
        var reply = await sender.SendAsync(_ => Task.FromResult(Request(_discovery)), () => false, cancellation);
        var response = Parse(reply.Body, TokenJson.Default.TokenResponse);
        var life = TimeSpan.FromSeconds(Math.Clamp(response.ExpiresIn, 0, 86_400));
        var margin = options.RenewBefore > life / 10 ? life / 10 : options.RenewBefore;
        return new AccessToken(response.AccessToken, asked + life - margin);
    }

    private async Task<Discovery> DiscoverAsync(CancellationToken cancellation)
    {
        // OpenID Connect Discovery 1.0, section 4: the path is appended to the issuer's own. A relative one is the gateway's.
        var address = key.Authority is { } authority
            ? new Uri(authority.OriginalString.TrimEnd('/') + DiscoveryPath)
            : new Uri(DiscoveryPath, UriKind.Relative);
        var reply = await sender.SendAsync(_ => Task.FromResult(new HttpRequestMessage(HttpMethod.Get, address)), () => false, cancellation);
        return Parse(reply.Body, TokenJson.Default.Discovery);
    }

    // Each try has an assertion of its own: the server takes each one once.
    private HttpRequestMessage Request(Discovery discovery) => new(HttpMethod.Post, discovery.TokenEndpoint)
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = key.ClientId,
            ["client_assertion_type"] = ClientAssertion.Type,
            ["client_assertion"] = ClientAssertion.Create(key, discovery.Issuer, options.Time.GetUtcNow()),
        }),
    };

    private static T Parse<T>(byte[] body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize(body, type) is { } value) return value;
        }
        catch (JsonException)
        {
            // Told below: the body could hold a token, so nothing of it is repeated.
        }

        throw new InvalidDataException($"The server's {typeof(T).Name} is not well formed.");
    }
}
