using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gateway.Cli.Audit;
using Gateway.Cli.Checks.Parts;
using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;
using Gateway.Cli.Witnesses;
using Spectre.Console;

namespace Gateway.Cli.Checks;

/// <summary>
/// <c>dpg check</c>: sets up a platform of its own in a temporary folder and on a free port as a new user would, does every job, verifies the answers,
/// stops everything. The last line on standard output is one line of JSON.
/// </summary>
internal static class CheckCommand
{
    // In this order: the last one stops the gateway.
    private static readonly ICheck[] Checks =
    [
        new ScoreCheck(), new AggregateCheck(), new CreditDefaultCheck(), new CommandsCheck(), new RefusalCheck(), new BatchCheck(), new ContractCheck(),
        new EncryptedCheck(), new ReceiptCheck(), new AuditCheck(), new BundleCheck(), new LogCheck(),
    ];

    public static Command Create(Session session)
    {
        var places = new PlaceOptions(session.Texts);
        var json = new Option<bool>("--json") { Description = session.Texts.JsonOption };
        var command = new Command("check", session.Texts.Check)
        {
            json, places.Policies, places.Sources, places.GatewayFolder, places.SandboxFolder, places.Isolation,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            // Short, because sockets lie in it.
            var folder = Directory.CreateTempSubdirectory("dpg-");
            try
            {
                return await RunAsync(parsed.GetValue(json) ? Silent(session) : session, places.OfState(parsed, folder.FullName), cancellation);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(Session session, Place place, CancellationToken cancellation)
    {
        var report = new CheckReport(session);
        await report.RunAsync("setup", async () =>
        {
            var policies = PolicyFiles.Load(place.Policies, session.Texts);
            var address = new Uri($"https://127.0.0.1:{FreePort()}");
            DemoClients.Ensure(place, address);
            var without = await DemoData.EnsureAsync(session, place, policies, cancellation);
            await using var witness = await DemoWitness.StartAsync(place, session, cancellation);
            var gateway = await RunningGateway.StartAsync(session, place, address, plain: null, [.. witness.Settings, .. DemoRegulator.Ensure(place)], show: false, cancellation);
            await using (gateway)
            {
                using var context = new CheckContext(session, place, policies, gateway);
                foreach (var check in Checks) await report.RunAsync(check.Name, () => check.RunAsync(context, cancellation));
            }

            return new CheckResult(new JsonObject { ["without"] = new JsonArray([.. without.Select(w => JsonValue.Create(w))]) });
        });
        await session.Out.WriteLineAsync(report.ToJson());
        return report.Ok ? Exit.Ok : Exit.Failed;
    }

    private static Session Silent(Session session) => session with
    {
        Error = TextWriter.Null,
        Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }),
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
