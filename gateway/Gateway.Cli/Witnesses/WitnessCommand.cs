using System.CommandLine;
using Gateway.Audit.Witnessing;
using Gateway.Cli.Receipts;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Witnesses;

/// <summary><c>dpg witness</c>: remembers what logs have shown, and cosigns only what follows from it.</summary>
internal static class WitnessCommand
{
    public static Command Create(Session session)
    {
        var texts = session.Texts;
        var state = new Option<string>("--state") { Description = texts.WitnessState, Required = true, HelpName = "FOLDER" };
        var name = new Option<string>("--name") { Description = texts.WitnessName, Required = true };
        var logs = new Option<string[]>("--log") { Description = texts.WitnessLogs, Required = true, HelpName = "VKEY|FILE", AllowMultipleArgumentsPerToken = true };
        var listen = new Option<Uri>("--listen") { Description = texts.WitnessListen, HelpName = "URL", DefaultValueFactory = _ => new Uri("http://127.0.0.1:8444") };
        var command = new Command("witness", texts.Witness) { state, name, logs, listen };
        command.SetAction(async (parsed, cancellation) =>
        {
            var keys = parsed.GetValue(logs)!.Select(k => KeyArgument.Read(k, texts)).ToList();
            var witness = Witness.Open(Path.GetFullPath(parsed.GetValue(state)!), parsed.GetValue(name)!, keys, session.Time);
            await using var server = await WitnessServer.StartAsync(witness, parsed.GetValue(listen)!, cancellation);
            await session.Out.WriteLineAsync(server.Key);
            await session.Error.WriteLineAsync(texts.WitnessServes(server.Address));
            await server.StoppedAsync(cancellation);
            return Exit.Ok;
        });
        return command;
    }
}
