using System.CommandLine;
using Gateway.Cli.Sessions;
using Gateway.Client.Contracts;

namespace Gateway.Cli.Contracts;

/// <summary><c>dpg contract approve | accept | activate | suspend | revoke</c>.</summary>
internal static class StepCommands
{
    public static Command Create(Session session, string step, string description)
    {
        var key = new KeyOption(session);
        var contract = new Argument<string>("CONTRACT") { Description = session.Texts.ContractName };
        var version = new Argument<int>("VERSION") { Description = session.Texts.ContractVersion };
        var note = new Option<string>("--note") { Description = session.Texts.ContractNote };
        var command = new Command(step, description) { contract, version, key.Option, note };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            await TellAsync(session, await client.Contracts.TakeAsync(parsed.GetValue(contract)!, parsed.GetValue(version), step, parsed.GetValue(note), cancellation));
            return Exit.Ok;
        });
        return command;
    }

    /// <summary>Where a version stands now.</summary>
    public static Task TellAsync(Session session, ContractVersionInfo contract) =>
        session.Out.WriteLineAsync(session.Texts.ContractNow(contract.Contract, contract.Version, contract.State, contract.Sha256));
}
