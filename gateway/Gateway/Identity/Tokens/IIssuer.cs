using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Identity.Tokens;

/// <summary>Whose tokens are believed, and whom they name: the embedded server or an external OpenID provider.</summary>
internal interface IIssuer
{
    /// <summary>Issuer, keys and algorithms by which a token is validated now.</summary>
    /// <exception cref="Stores.StoreUnavailableException">The keys cannot be had.</exception>
    ValueTask<TokenValidationParameters> GetParametersAsync(CancellationToken cancellation);

    /// <summary>A token named a key that is not known: look whether there are new ones, not too often.</summary>
    void KeyNotFound();

    /// <summary>The caller of a token whose signature, issuer, audience and lifetime hold; null when it names none, or more than one role.</summary>
    Caller? Admit(JsonWebToken token);

    /// <summary>Whether a caller admitted earlier is one still. On the path of every request.</summary>
    bool StillAdmits(Caller caller);
}
