using System.CommandLine;
using Gateway.Audit.Sealing;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit key</c>: the regulator's key pair, made on the regulator's machine. The private half never leaves it.</summary>
internal static class KeyCommand
{
    public static Command Create(Session session)
    {
        var file = new Argument<string>("FILE") { Description = session.Texts.AuditKeyFile };
        var command = new Command("key", session.Texts.AuditKey) { file };
        command.SetAction(async (parsed, _) =>
        {
            using var pair = RegulatorKeyPair.Ensure(parsed.GetValue(file)!);
            await session.Out.WriteLineAsync(pair.Public.ToString());
            return Exit.Ok;
        });
        return command;
    }
}
