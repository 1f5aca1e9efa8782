using Gateway.Audit;

namespace Gateway.Identity.Clients;

/// <summary>What the access log says of registrations.</summary>
internal static class ClientEvents
{
    /// <summary>A client was registered by another, or from the clients file.</summary>
    public static EventEntry Registered(ClientRegistration registration, string by, DateTimeOffset time) =>
        Of("client-registered", new Caller(registration.ClientId, registration.Role, registration.Provider), registration.Key.Thumbprint, by, time);

    /// <summary>A client was removed.</summary>
    public static EventEntry Removed(Client client, string by, DateTimeOffset time) => Of("client-removed", client.Caller, client.KeyThumbprint, by, time);

    private static EventEntry Of(string name, Caller client, string keyThumbprint, string by, DateTimeOffset time)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client"] = client.Id,
            ["role"] = client.Role.Name(),
            ["keyThumbprint"] = keyThumbprint,
            ["by"] = by,
        };
        if (client.Provider is { } provider) facts["provider"] = provider;
        return new EventEntry { Time = time, Event = name, Facts = facts };
    }
}
