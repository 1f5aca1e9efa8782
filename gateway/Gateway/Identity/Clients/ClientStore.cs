using System.Collections.Immutable;
using System.Text.Json;
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

    /// <summary>It was registered already, with the same role and key.</summary>
    Unchanged,

    /// <summary>Another registration has the id.</summary>
    Exists,

    /// <summary>Another client has the key: one holder would have two accounts, and so two roles.</summary>
    KeyInUse,
}

/// <summary>
/// Registrations, in OpenIddict's tables, and the <see cref="ClientDirectory"/> after them. One change at a time. The table is written first:
/// a crash before the directory follows is healed by the next start, which reads the table.
/// </summary>
internal sealed class ClientStore(IServiceScopeFactory scopes, ClientDirectory directory) : IDisposable
{
    private const string RoleProperty = "role";
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Reads the table into the directory.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public Task LoadAsync(CancellationToken cancellation) => ChangeAsync(
        async applications =>
        {
            var clients = new List<Client>();
            await foreach (var application in applications.ListAsync(cancellationToken: cancellation))
            {
                if (await ReadAsync(applications, application, cancellation) is { } client)
                    clients.Add(directory.TryGet(client.Id, out var known) && known == client ? known : client);
            }

            directory.Replace(clients);
            return true;
        },
        cancellation);

    /// <summary>Registers a client. An id has one registration, with one role and one key, and a key has one id.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public Task<RegistrationResult> RegisterAsync(ClientRegistration registration, CancellationToken cancellation) => ChangeAsync(
        async applications =>
        {
            if (directory.TryGet(registration.ClientId, out var known))
            {
                return known.Caller.Role == registration.Role && known.KeyThumbprint == registration.Key.Thumbprint
                    ? RegistrationResult.Unchanged
                    : RegistrationResult.Exists;
            }

            if (directory.All.Any(c => c.KeyThumbprint == registration.Key.Thumbprint))
                return RegistrationResult.KeyInUse;

            var application = await applications.CreateAsync(Describe(registration), cancellation);
            var client = await ReadAsync(applications, application, cancellation);
            directory.Replace([.. directory.All, client!]);
            return RegistrationResult.Registered;
        },
        cancellation);

    /// <summary>Removes a client; its tokens are refused from the next request on. The client that was there, or null.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public Task<Client?> RemoveAsync(string clientId, CancellationToken cancellation) => ChangeAsync(
        async applications =>
        {
            if (!directory.TryGet(clientId, out var client))
                return null;

            if (await applications.FindByClientIdAsync(clientId, cancellation) is { } application)
                await applications.DeleteAsync(application, cancellation);
            directory.Replace(directory.All.Where(c => c != client));
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
            new Caller(id!, role),
            (await applications.GetIdAsync(application, cancellation))!,
            await applications.GetDisplayNameAsync(application, cancellation) ?? id!,
            Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()));
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
