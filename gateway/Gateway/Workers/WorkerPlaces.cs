using Gateway.Hosting;

namespace Gateway.Workers;

/// <summary>Where the workers' folders are on this machine.</summary>
internal sealed class WorkerPlaces(GatewayOptions gateway)
{
    /// <summary>Characters of a socket's file name.</summary>
    public const int SocketNameLength = 8;

    /// <summary>The data folder, which workers read.</summary>
    public string Data { get; } = Path.GetFullPath(gateway.Data);

    private readonly string _run = Path.Combine(Path.GetFullPath(gateway.State), "run");

    /// <summary>The folder that an instance's sockets lie in; nobody but this user may enter it.</summary>
    public string SocketFolder(string instance) => Path.Combine(_run, instance);

    /// <summary>A socket in that folder.</summary>
    public string Socket(string instance, string name) => Path.Combine(SocketFolder(instance), name);

    /// <summary>Empties an instance's socket folder. Called before a start, when no worker of that instance runs; a crash before it left a dead socket.</summary>
    public string PrepareSocketFolder(string instance)
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var folder = SocketFolder(instance);
        Directory.CreateDirectory(_run, ownerOnly);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder, ownerOnly);
        return folder;
    }
}
