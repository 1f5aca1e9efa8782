using System.Text.Json;
using Gateway.Identity.Clients;
using Policies.Decisions;

namespace Gateway.Admin;

/// <summary>Bytes → a well-formed registration, or all that is wrong with it.</summary>
internal static class ClientReader
{
    /// <summary>Null when <paramref name="reasons"/> says why not.</summary>
    public static async Task<ClientRegistration?> ReadAsync(HttpRequest request, List<Reason> reasons, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType() || request.Headers.ContentEncoding.Count > 0)
        {
            reasons.Add(ReasonTable.UnsupportedMediaType.With("application/json"));
            return null;
        }

        ClientDocument? document;
        try
        {
            document = await JsonSerializer.DeserializeAsync(request.Body, ClientJson.Default.ClientDocument, cancellation);
        }
        catch (JsonException e)
        {
            reasons.Add(ReasonTable.ClientMalformed.With($"At {e.Path ?? "$"}: send an object with clientId, role, jwk and, if you like, displayName; for a provider also provider"));
            return null;
        }

        var errors = new List<string>();
        var registration = document is null ? null : ClientRegistration.Parse(document, errors);
        if (document is null)
            errors.Add("null is no registration");
        reasons.AddRange(errors.Select(e => ReasonTable.ClientMalformed.With(e)));
        return registration;
    }
}
