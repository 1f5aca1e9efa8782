using Gateway.Identity;
using Gateway.Identity.Clients;
using Policies.Decisions;

namespace Gateway.Admin;

/// <summary>Registration of clients by the platform-admin.</summary>
internal static class ClientEndpoints
{
    /// <summary>Maps <c>POST</c>, <c>GET</c> and <c>DELETE /v1/admin/clients</c>; nothing where an external OpenID provider keeps the clients.</summary>
    public static void MapClientAdministration(this WebApplication app)
    {
        if (app.Services.GetService<ClientStore>() is not { } store)
            return;

        var directory = app.Services.GetRequiredService<ClientDirectory>();
        var clients = app.MapGroup("/v1/admin/clients").RequireAuthorization(RoleNames.PlatformAdmin).WithTags("Clients");
        clients.MapPost("", (Delegate)((HttpContext http) => RegisterAsync(http, store, directory))).WithName("registerClient")
            .WithSummary("Register a client with one role and one public key").Accepts<ClientDocument>("application/json")
            .Produces<ClientView>(StatusCodes.Status201Created).Produces<ClientView>();
        clients.MapGet("", () => List(directory)).WithName("listClients").WithSummary("All clients").Produces<IReadOnlyList<ClientView>>();
        clients.MapGet("/{clientId}", (string clientId) => Show(clientId, directory, StatusCodes.Status200OK)).WithName("getClient").WithSummary("One client")
            .Produces<ClientView>();
        clients.MapDelete("/{clientId}", (string clientId, HttpContext http) => RemoveAsync(clientId, http, store)).WithName("removeClient")
            .WithSummary("Remove a client; its tokens are refused from the next request on").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> RegisterAsync(HttpContext http, ClientStore store, ClientDirectory directory)
    {
        var reasons = new List<Reason>();
        if (await ClientReader.ReadAsync(http.Request, reasons, http.RequestAborted) is not { } registration)
            return new ProblemResult(reasons);

        var result = await store.RegisterAsync(registration, CallerId(http), http.RequestAborted);
        return result switch
        {
            RegistrationResult.Exists => new ProblemResult(ReasonTable.ClientExists.With(registration.ClientId)),
            RegistrationResult.KeyInUse => new ProblemResult(ReasonTable.ClientKeyInUse.With()),
            RegistrationResult.Registered => Show(registration.ClientId, directory, StatusCodes.Status201Created),
            _ => Show(registration.ClientId, directory, StatusCodes.Status200OK),
        };
    }

    private static IResult List(ClientDirectory directory) => TypedResults.Json(
        [.. directory.All.OrderBy(c => c.Id, StringComparer.Ordinal).Select(ClientView.Of)], AdminJson.Default.IReadOnlyListClientView);

    private static IResult Show(string clientId, ClientDirectory directory, int status) => directory.TryGet(clientId, out var client)
        ? TypedResults.Json(ClientView.Of(client), AdminJson.Default.ClientView, statusCode: status)
        : new ProblemResult(ReasonTable.ClientNotFound.With(clientId));

    private static async Task<IResult> RemoveAsync(string clientId, HttpContext http, ClientStore store) =>
        await store.RemoveAsync(clientId, CallerId(http), http.RequestAborted) is not null
            ? TypedResults.NoContent()
            : new ProblemResult(ReasonTable.ClientNotFound.With(clientId));

    private static string CallerId(HttpContext http) => http.User.Identity!.Name!;
}
