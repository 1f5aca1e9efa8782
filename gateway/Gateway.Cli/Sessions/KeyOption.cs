using System.CommandLine;
using Gateway.Client;
using Gateway.Client.Keys;

namespace Gateway.Cli.Sessions;

/// <summary>Which key file a command signs in with: <c>--key</c>, else <c>DPG_KEY</c>, else what <c>dpg login</c> remembered.</summary>
internal sealed class KeyOption(Session session)
{
    public const string Variable = "DPG_KEY";

    public Option<string> Option { get; } = new("--key") { Description = session.Texts.KeyOption, HelpName = "FILE" };

    /// <summary>The client of the key file.</summary>
    public GatewayClient Open(ParseResult parsed, int maxConnections = 32) => Open(Find(parsed), session, maxConnections);

    /// <summary>A client in the session's language.</summary>
    public static GatewayClient Open(ClientKeyFile key, Session session, int maxConnections = 32) =>
        new(key, new GatewayClientOptions { Language = session.Texts.Tag, Time = session.Time, MaxConnections = maxConnections });

    /// <summary>The key file.</summary>
    public ClientKeyFile Find(ParseResult parsed)
    {
        var path = parsed.GetValue(Option) ?? NotEmpty(session.Environment(Variable)) ?? RememberedKey.Read(session.Environment);
        return path is null ? throw new CommandException(session.Texts.NoKey) : ClientKeyFile.Load(path);
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
