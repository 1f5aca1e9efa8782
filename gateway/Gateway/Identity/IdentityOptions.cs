using System.ComponentModel.DataAnnotations;

namespace Gateway.Identity;

/// <summary>Section <c>Identity</c>.</summary>
internal sealed class IdentityOptions
{
    /// <summary>The <c>aud</c> of access tokens.</summary>
    [Required]
    public string Audience { get; set; } = "data-product-gateway";

    /// <summary>The issuer of the embedded server's tokens and the audience of assertions; <c>Gateway:Https</c> unless set.</summary>
    public string? Issuer { get; set; }

    /// <summary>An external OpenID provider's issuer; set, it switches the embedded server off.</summary>
    public string? Authority { get; set; }

    /// <summary>A file with more certificate authorities (PEM) by which the provider's TLS is checked.</summary>
    public string? AuthorityCertificates { get; set; }

    /// <summary>The external token's claim with the one role.</summary>
    [Required]
    public string RoleClaim { get; set; } = "role";

    /// <summary>The external token's claim with the client id.</summary>
    [Required]
    public string ClientIdClaim { get; set; } = "client_id";

    /// <summary>The external token's claim with the name by which datasets call a provider.</summary>
    [Required]
    public string ProviderClaim { get; set; } = "provider";

    /// <summary>The <c>typ</c> of access tokens; some providers write <c>JWT</c>, which tells them from no other token.</summary>
    public IList<string> TokenTypes { get; } = [];

    /// <summary>By how much an external provider's clock may differ: at most 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the embedded server's access tokens live: 1 to 60 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A JSON file with clients to register at start; <c>clients.json</c> in the state folder unless set, where it is there.</summary>
    public string? Clients { get; set; }

    /// <summary>How many validated tokens are remembered, at most twice this.</summary>
    [Range(16, 1_000_000)]
    public int CachedTokens { get; set; } = 16_384;
}
