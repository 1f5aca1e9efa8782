using System.CommandLine;
using Gateway.Cli.Audit;
using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;
using Gateway.Cli.Witnesses;

namespace Gateway.Cli.Up;

/// <summary><c>dpg up</c>: sets up what is missing, runs the gateway and its boxed workers until it is told to stop.</summary>
internal static class UpCommand
{
    public static Command Create(Session session)
    {
        var places = new PlaceOptions(session.Texts);
        var address = new Option<string>("--address") { Description = session.Texts.AddressOption, HelpName = "URL", DefaultValueFactory = _ => "https://127.0.0.1:8443" };
        var plain = new Option<string?>("--http") { Description = session.Texts.HttpOption, HelpName = "URL" };
        address.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.GetValue(address), UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps) result.AddError(session.Texts.HttpsOnly);
        });
        var command = new Command("up", session.Texts.Up)
        {
            places.State, places.Policies, places.Sources, places.GatewayFolder, places.SandboxFolder, places.Isolation, address, plain,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var place = places.OfState(parsed);
            var policies = PolicyFiles.Load(place.Policies, session.Texts);
            var listen = new Uri(parsed.GetValue(address)!);
            using var alone = StateLock.Take(place.State, session.Texts);
            DemoClients.Ensure(place, listen);
            await DemoData.EnsureAsync(session, place, policies, cancellation);
            await using var witness = await DemoWitness.StartAsync(place, session, cancellation);
            await using var gateway = await RunningGateway.StartAsync(session, place, listen, parsed.GetValue(plain), [.. witness.Settings, .. DemoRegulator.Ensure(place)], show: true, cancellation);
            await session.Out.WriteLineAsync(Welcome.Text(session.Texts, place, policies, gateway.Address));
            return await UntilStoppedAsync(session, gateway, cancellation);
        });
        return command;
    }

    private static async Task<int> UntilStoppedAsync(Session session, RunningGateway gateway, CancellationToken cancellation)
    {
        try
        {
            var code = await gateway.ExitedAsync(cancellation);
            await session.Error.WriteLineAsync(session.Texts.GatewayEnded(code, []));
            return Exit.Failed;
        }
        catch (OperationCanceledException)
        {
            await session.Error.WriteLineAsync(session.Texts.Stopping);
            await gateway.StopAsync();
            return Exit.Ok;
        }
    }
}
