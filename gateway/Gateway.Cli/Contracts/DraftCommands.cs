using System.CommandLine;
using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;
using Policies.Contracts;

namespace Gateway.Cli.Contracts;

/// <summary><c>dpg contract validate | submit</c>.</summary>
internal static class DraftCommands
{
    /// <summary>Without a gateway: against the products and datasets of a policies folder.</summary>
    public static Command Validate(Session session)
    {
        var policies = new PlaceOptions(session.Texts).Policies;
        var file = FileArgument(session);
        var command = new Command("validate", session.Texts.ContractValidate) { file, policies };
        command.SetAction(async (parsed, _) =>
        {
            var version = ContractIdentity.VersionOf(Draft.Read(parsed.GetValue(file)!, parsed.GetValue(policies)!, session));
            await session.Out.WriteLineAsync(session.Texts.ContractSound(version.Document.Contract, version.Document.Version, version.Sha256));
            return Exit.Ok;
        });
        return command;
    }

    public static Command Submit(Session session)
    {
        var key = new KeyOption(session);
        var file = FileArgument(session);
        var command = new Command("submit", session.Texts.ContractSubmit) { file, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            var bytes = Draft.Bytes(parsed.GetValue(file)!, session);
            using var client = key.Open(parsed);
            await StepCommands.TellAsync(session, await client.Contracts.SubmitAsync(bytes, cancellation));
            return Exit.Ok;
        });
        return command;
    }

    public static Argument<string> FileArgument(Session session) => new("FILE") { Description = session.Texts.ContractFile };
}
