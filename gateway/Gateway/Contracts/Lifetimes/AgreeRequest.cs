using System.Text.Json;
using System.Text.Json.Serialization;
using Policies.Costs;
using Policies.Datasets;
using Policies.Decisions;

namespace Gateway.Contracts.Lifetimes;

/// <summary>What a party agrees to: exactly what is asked, so that nobody agrees to what was asked a moment later.</summary>
/// <param name="NanoRho">In 10⁻⁹ ρ.</param>
/// <param name="FemtoDelta">In 10⁻¹⁵ δ.</param>
/// <param name="Provider">Who is to own the dataset; left out: who does.</param>
internal sealed record AgreeRequest([property: JsonRequired] long NanoRho, [property: JsonRequired] long FemtoDelta, string? Provider = null)
{
    /// <summary>The terms agreed to.</summary>
    public LifetimeTerms Terms(LifetimeAgreement agreement) => new(Provider ?? agreement.Agreed.Provider, new PrivacyCost(NanoRho, FemtoDelta));

    /// <summary>A request's body, or what is wrong with it.</summary>
    public static async Task<(AgreeRequest? Request, Reason? Refused)> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType() || http.Request.Headers.ContentEncoding.Count > 0)
            return (null, ReasonTable.UnsupportedMediaType.With("application/json"));
        try
        {
            if (await JsonSerializer.DeserializeAsync(http.Request.Body, AgreeJson.Default.AgreeRequest, http.RequestAborted) is { } request) return (request, null);
        }
        catch (JsonException)
        {
            // Told below.
        }

        return (null, ReasonTable.BadRequest.With("""send {"nanoRho":…,"femtoDelta":…}, and "provider" where the dataset is to have another"""));
    }
}

/// <summary>Strict: unknown or duplicate members are errors.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, MaxDepth = 4)]
[JsonSerializable(typeof(AgreeRequest))]
internal sealed partial class AgreeJson : JsonSerializerContext;
