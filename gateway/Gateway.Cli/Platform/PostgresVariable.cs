using Gateway.Cli.Sessions;
using Sandbox.Box;

namespace Gateway.Cli.Platform;

/// <summary>Which server an import reads tables of: <c>DPG_POSTGRES</c> alone, for a command line is for everyone to see and the connection string may hold a password.</summary>
internal static class PostgresVariable
{
    public const string Name = "DPG_POSTGRES";

    /// <summary>Null when it is not set.</summary>
    /// <exception cref="CommandException">It is set, but names no socket folder that is there.</exception>
    public static PostgresSocket? Read(Session session)
    {
        if (session.Environment(Name) is not { Length: > 0 } text) return null;
        return PostgresSocket.TryParse(text, out var socket) && Directory.Exists(socket.Folder) ? socket : throw new CommandException(session.Texts.BadPostgres);
    }
}
