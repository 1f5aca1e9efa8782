using Gateway.Client.Keys;

namespace Gateway.Client.Clients;

/// <summary>Registers a client. Only the public key is sent.</summary>
/// <param name="ClientId">1 to 64 letters a-z, digits and single hyphens; equal to the consumer's name in contracts.</param>
/// <param name="Role"><c>consumer</c>, <c>contract-author</c>, <c>contract-approver</c>, <c>platform-admin</c>, <c>regulator</c> or <c>provider</c>.</param>
/// <param name="Jwk">Its public key.</param>
/// <param name="DisplayName">For people; null: the id.</param>
/// <param name="Provider">For the role <c>provider</c>, and no other: its name, exactly as documents of datasets write it.</param>
public sealed record ClientRegistration(string ClientId, string Role, PublicKey Jwk, string? DisplayName = null, string? Provider = null);

/// <summary>A registered client.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Role">Its one role.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="KeyThumbprint">RFC 7638 thumbprint of its public key.</param>
/// <param name="Provider">Of a provider: the name by which datasets call it; null for every other role.</param>
public sealed record ClientInfo(string ClientId, string Role, string DisplayName, string KeyThumbprint, string? Provider = null);
