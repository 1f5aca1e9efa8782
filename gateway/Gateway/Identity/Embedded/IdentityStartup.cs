using Gateway.Hosting;
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
    IDbContextFactory<IdentityContext> contexts, ClientStore store, IOptions<IdentityOptions> identity, IOptions<GatewayOptions> gateway)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        PrivateFile.CreateFolder(gateway.Value.State);
        PrivateFile.Touch(Path.Combine(gateway.Value.State, "identity.db"));
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await context.Database.EnsureCreatedAsync(cancellationToken);
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        }

        await store.LoadAsync(cancellationToken);
        var file = identity.Value.Clients ?? Path.Combine(gateway.Value.State, "clients.json");
        if (!File.Exists(file))
            return;

        foreach (var registration in await ClientsFile.ReadAsync(file, cancellationToken))
        {
            var problem = await store.RegisterAsync(registration, "clients-file", cancellationToken) switch
            {
                RegistrationResult.Exists => "has another role or key than before; the platform-admin removes it first",
                RegistrationResult.KeyInUse => "has another client's key; one key, one client, one role",
                _ => null,
            };
            if (problem is not null)
                throw new InvalidOperationException($"{file}: '{registration.ClientId}' {problem}.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
