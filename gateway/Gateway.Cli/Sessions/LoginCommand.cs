using System.CommandLine;
using Gateway.Client.Keys;

namespace Gateway.Cli.Sessions;

/// <summary><c>dpg login --key FILE</c>: proves a key file by getting a token with it, then remembers where it is.</summary>
internal static class LoginCommand
{
    public static Command Create(Session session)
    {
        var key = new Option<string>("--key") { Description = session.Texts.LoginKeyOption, Required = true, HelpName = "FILE" };
        var command = new Command("login", session.Texts.Login) { key };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(key)!);
            var file = ClientKeyFile.Load(path);
            using var client = KeyOption.Open(file, session);
            await client.GetAccessTokenAsync(cancellation);
            RememberedKey.Write(session.Environment, path);
            await session.Out.WriteLineAsync(session.Texts.SignedIn(file.ClientId, file.Role, file.Gateway));
            return Exit.Ok;
        });
        return command;
    }
}
