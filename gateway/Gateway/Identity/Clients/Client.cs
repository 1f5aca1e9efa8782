using Microsoft.IdentityModel.Tokens;

namespace Gateway.Identity.Clients;

/// <summary>A registered client. Its id and role are one caller for as long as the registration lasts.</summary>
/// <param name="Caller">Who it is.</param>
/// <param name="Registration">Names this registration: tokens of an earlier one of the same id are not this client's.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Key">Its public key, with a <c>kid</c>.</param>
internal sealed record Client(Caller Caller, string Registration, string DisplayName, JsonWebKey Key)
{
    /// <summary>The client id.</summary>
    public string Id => Caller.Id;

    /// <summary>RFC 7638 thumbprint of its public key, base64url.</summary>
    public string KeyThumbprint { get; } = Base64UrlEncoder.Encode(Key.ComputeJwkThumbprint());
}
