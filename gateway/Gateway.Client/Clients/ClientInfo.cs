using Gateway.Client.Keys;

namespace Gateway.Client.Clients;

/// <summary>Registers a client. Only the public key is sent.</summary>
/// <param name="ClientId">1 to 64 letters a-z, digits and single hyphens; equal to the consumer's name in contracts.</param>
/// <param name="Role"><c>consumer</c>, <c>contract-author</c>, <c>contract-approver</c>, <c>platform-admin</c> or <c>regulator</c>.</param>
/// <param name="Jwk">Its public key.</param>
/// <param name="DisplayName">For people; null: the id.</param>
public sealed record ClientRegistration(string ClientId, string Role, PublicKey Jwk, string? DisplayName = null);

/// <summary>A registered client.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Role">Its one role.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="KeyThumbprint">RFC 7638 thumbprint of its public key.</param>
public sealed record ClientInfo(string ClientId, string Role, string DisplayName, string KeyThumbprint);
