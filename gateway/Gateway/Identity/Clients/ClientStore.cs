using System.Text.Json;
using Gateway.Audit;
using Gateway.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Gateway.Identity.Clients;

/// <summary>What came of a registration.</summary>
internal enum RegistrationResult
{
    /// <summary>The client is registered.</summary>
    Registered,

    /// <summary>It was registered already, with the same role, provider and key.</summary>
    Unchanged,

    /// <summary>Another registration has the id.</summary>
    Exists,

    /// <summary>Another client has the key: one holder would have two accounts, and so two roles.</summary>
    KeyInUse,
}

/// <summary>
/// Registrations, in OpenIddict's tables, and the <see cref="ClientDirectory"/> after them. One change at a time: the log's entry first, then the
/// table, then the directory. No change goes unrecorded; a crash after the entry leaves one for a change that did not come about, and a retry
/// completes it with an entry of its own. A crash before the directory follows is healed by the next start, which reads the table.
/// </summary>
internal sealed class ClientStore(
    IServiceScopeFactory scopes, ClientDirectory directory, IAccessLog log, TimeProvider time, ILogger<ClientStore> logger) : IDisposable
{
    private const string RoleProperty = "role";
    private const string ProviderProperty = "provider";
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Reads the table into the directory, once, at start.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public Task LoadAsync(CancellationToken cancellation) => ChangeAsync(
        async applications =>
        {
            var clients = new List<Client>();
            await foreach (var application in applications.ListAsync(cancellationToken: cancellation))
            {
                if (await ReadAsync(applications, application, cancellation) is { } client)
                    clients.Add(client);
            }

            directory.Replace(clients);
            return true;
        },
        cancellation);

    /// <summary>Registers a client. An id has one registration, with one role and one key, and a key has one id.</summary>
    /// <param name="registration">Whom.</param>
    /// <param name="by">Who registers, for the log.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    /// <exception cref="LogUnavailableException">Nothing was registered.</exception>
    public Task<RegistrationResult> RegisterAsync(ClientRegistration registration, string by, CancellationToken cancellation) => ChangeAsync(
        async applications =>
        {
            if (directory.TryGet(registration.ClientId, out var known))
            {
                return known.Caller == new Caller(registration.ClientId, registration.Role, registration.Provider) && known.KeyThumbprint == registration.Key.Thumbprint
                    ? RegistrationResult.Unchanged
                    : RegistrationResult.Exists;
            }

            if (directory.All.Any(c => c.KeyThumbprint == registration.Key.Thumbprint))
                return RegistrationResult.KeyInUse;

            await log.AppendAsync(ClientEvents.Registered(registration, by, time.GetUtcNow()), [], cancellation);
            var application = await applications.CreateAsync(Describe(registration), cancellation);
            var client = await ReadAsync(applications, application, cancellation);
            directory.Replace([.. directory.All, client!]);
            IdentityLog.ClientRegistered(logger, registration.ClientId, registration.Role);
            return RegistrationResult.Registered;
        },
        cancellation);

    /// <summary>Removes a client; its tokens are refused from the next request on. The client that was there, or null.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    /// <exception cref="LogUnavailableException">The client is still there.</exception>
    public Task<Client?> RemoveAsync(string clientId, string by, CancellationToken cancellation) => ChangeAsync(
        async applications =>
        {
            if (!directory.TryGet(clientId, out var client))
                return null;

            await log.AppendAsync(ClientEvents.Removed(client, by, time.GetUtcNow()), [], cancellation);
            if (await applications.FindByClientIdAsync(clientId, cancellation) is { } application)
                await applications.DeleteAsync(application, cancellation);
            directory.Replace(directory.All.Where(c => c != client));
            IdentityLog.ClientRemoved(logger, clientId);
            return client;
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static OpenIddictApplicationDescriptor Describe(ClientRegistration registration)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = registration.ClientId,
            ClientType = ClientTypes.Confidential,
            DisplayName = registration.DisplayName,
            JsonWebKeySet = new JsonWebKeySet { Keys = { registration.Key.Key } },
            Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials },
        };
        descriptor.Properties[RoleProperty] = JsonSerializer.SerializeToElement(registration.Role.Name());
        if (registration.Provider is { } provider) descriptor.Properties[ProviderProperty] = JsonSerializer.SerializeToElement(provider);
        return descriptor;
    }

    /// <summary>Null for a row that this gateway did not write: it has no role, so it is no client.</summary>
    private static async ValueTask<Client?> ReadAsync(IOpenIddictApplicationManager applications, object application, CancellationToken cancellation)
    {
        var properties = await applications.GetPropertiesAsync(application, cancellation);
        var keys = await applications.GetJsonWebKeySetAsync(application, cancellation);
        if (!properties.TryGetValue(RoleProperty, out var name) || name.ValueKind != JsonValueKind.String
            || !RoleNames.TryParse(name.GetString(), out var role) || keys?.Keys is not [var key])
        {
            return null;
        }

        var id = await applications.GetClientIdAsync(application, cancellation);
        return new Client(
            new Caller(id!, role, properties.TryGetValue(ProviderProperty, out var provider) ? provider.GetString() : null),
            (await applications.GetIdAsync(application, cancellation))!,
            await applications.GetDisplayNameAsync(application, cancellation) ?? id!,
            key);
    }

    private async Task<T> ChangeAsync<T>(Func<IOpenIddictApplicationManager, Task<T>> change, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await change(scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>());
        }
        catch (Exception e) when (e is DbUpdateException or SqliteException)
        {
            throw new StoreUnavailableException("identity", e);
        }
        finally
        {
            _one.Release();
        }
    }
}
