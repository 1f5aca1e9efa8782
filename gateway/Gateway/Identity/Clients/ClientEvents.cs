using Gateway.Audit;

namespace Gateway.Identity.Clients;

/// <summary>What the access log says of registrations.</summary>
internal static class ClientEvents
{
    /// <summary>A client was registered by another, or from the clients file.</summary>
    public static EventEntry Registered(ClientRegistration registration, string by, DateTimeOffset time) => new()
    {
        Time = time,
        Event = "client-registered",
        Facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client"] = registration.ClientId,
            ["role"] = registration.Role.Name(),
            ["keyThumbprint"] = registration.Key.Thumbprint,
            ["by"] = by,
        },
    };

    /// <summary>A client was removed.</summary>
    public static EventEntry Removed(Client client, string by, DateTimeOffset time) => new()
    {
        Time = time,
        Event = "client-removed",
        Facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client"] = client.Id,
            ["role"] = client.Caller.Role.Name(),
            ["keyThumbprint"] = client.KeyThumbprint,
            ["by"] = by,
        },
    };
}
