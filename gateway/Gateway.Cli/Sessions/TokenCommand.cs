using System.CommandLine;

namespace Gateway.Cli.Sessions;

/// <summary><c>dpg token</c>: prints an access token, for curl and the like.</summary>
internal static class TokenCommand
{
    public static Command Create(Session session)
    {
        var key = new KeyOption(session);
        var command = new Command("token", session.Texts.Token) { key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            await session.Out.WriteLineAsync(await client.GetAccessTokenAsync(cancellation));
            return Exit.Ok;
        });
        return command;
    }
}
