using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Identity.Clients;

/// <summary>
/// The registered clients, in memory, swapped whole on each change: removing a client takes effect on the next request, cached tokens or not.
/// </summary>
internal sealed class ClientDirectory
{
    private volatile FrozenDictionary<string, Client> _clients = FrozenDictionary<string, Client>.Empty;

    /// <summary>All clients, in no order.</summary>
    public IReadOnlyList<Client> All => _clients.Values;

    /// <summary>The client of an id.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out Client? client) => _clients.TryGetValue(id, out client);

    /// <summary>Takes the place of all that was there. Registrations that did not change must be the same instances.</summary>
    public void Replace(IEnumerable<Client> clients) => _clients = clients.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);
}
