using Gateway.Audit;
using Gateway.Identity.Clients;
using Gateway.Tls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gateway.Identity.Embedded;

/// <summary>
/// Before the first request: makes <c>identity.db</c>, reads the clients and registers those of the clients file that are not there yet. A file
/// that contradicts the table stops the start: who wants to change a client's role or key removes the client first.
/// </summary>
internal sealed class IdentityStartup(
    IDbContextFactory<IdentityContext> contexts, ClientStore store, IAccessLog log, TimeProvider time,
    IOptions<IdentityOptions> identity, IOptions<ListenOptions> listen, ILogger<IdentityStartup> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        PrivateFile.CreateFolder(listen.Value.State);
        PrivateFile.Touch(Path.Combine(listen.Value.State, "identity.db"));
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
            await context.Database.EnsureCreatedAsync(cancellationToken);

        await store.LoadAsync(cancellationToken);
        var file = identity.Value.Clients ?? Path.Combine(listen.Value.State, "clients.json");
        if (!File.Exists(file))
            return;

        foreach (var registration in await ClientsFile.ReadAsync(file, cancellationToken))
        {
            switch (await store.RegisterAsync(registration, cancellationToken))
            {
                case RegistrationResult.Registered:
                    await log.AppendAsync(ClientEvents.Registered(registration, "clients-file", time.GetUtcNow()), [], cancellationToken);
                    IdentityLog.ClientRegistered(logger, registration.ClientId, registration.Role.Name());
                    break;
                case RegistrationResult.Exists:
                    throw new InvalidOperationException(
                        $"{file}: '{registration.ClientId}' is registered with another role or key. Remove it first: DELETE /v1/admin/clients/{registration.ClientId}");
                case RegistrationResult.KeyInUse:
                    throw new InvalidOperationException($"{file}: the key of '{registration.ClientId}' is another client's. One key, one client, one role.");
                default:
                    break;
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
