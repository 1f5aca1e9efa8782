using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Sandbox.Box;

/// <summary>
/// A PostgreSQL server that boxes reach by its unix socket and by nothing else. The folder is bound, not the socket: a server that starts again makes a new one there.
/// The connection string may hold a password, so it travels on standard input alone and has no other text than <see cref="ConnectionBy"/>.
/// </summary>
public sealed class PostgresSocket
{
    /// <summary>Where a box has the folder.</summary>
    public const string FolderInBox = "/run/postgres";

    private const string Host = "Host";
    private readonly DbConnectionStringBuilder _connection;

    private PostgresSocket(DbConnectionStringBuilder connection, string folder) => (_connection, Folder) = (connection, folder);

    /// <summary>The folder on this machine that the server's socket lies in.</summary>
    public string Folder { get; }

    /// <summary>Reads a connection string such as <c>Host=/var/run/postgresql;Database=city;Username=dpg_reader</c>.</summary>
    /// <returns>False when it is none, or when its <c>Host</c> is not one absolute path.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PostgresSocket? socket)
    {
        socket = null;
        var connection = new DbConnectionStringBuilder();
        try
        {
            connection.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return false;
        }
        if (!connection.TryGetValue(Host, out var host) || host is not string folder || !folder.StartsWith('/') || folder.Contains(',', StringComparison.Ordinal)) return false;
        socket = new PostgresSocket(connection, Path.GetFullPath(folder));
        return true;
    }

    /// <summary>The connection string, its socket in a folder.</summary>
    public string ConnectionBy(string folder)
    {
        var connection = new DbConnectionStringBuilder { ConnectionString = _connection.ConnectionString };
        connection[Host] = folder;
        return connection.ConnectionString;
    }
}
