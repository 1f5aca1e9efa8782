using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Testing.Identity;

/// <summary>Asking for access tokens.</summary>
public static class TokenRequests
{
    /// <summary>Sends an assertion to <c>/connect/token</c>.</summary>
    public static Task<HttpResponseMessage> PostAssertionAsync(
        this HttpClient http, string assertion, CancellationToken cancellation, params (string Name, string Value)[] more)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = assertion,
        };
        foreach (var (name, value) in more)
            form[name] = value;
        return http.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(form), cancellation);
    }

    /// <summary>A fresh access token for a client.</summary>
    public static async Task<string> TokenAsync(
        this HttpClient http, TestClient client, string audience, DateTimeOffset now, CancellationToken cancellation)
    {
        using var response = await http.PostAssertionAsync(client.Assertion(audience, now), cancellation);
        var body = await response.Content.ReadFromJsonAsync<JsonObject>(cancellation);
        return response.StatusCode == HttpStatusCode.OK
            ? (string)body!["access_token"]!
            : throw new InvalidOperationException($"{(int)response.StatusCode}: {body}");
    }
}
