using System.Text;
using Gateway.Hosting;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Sandbox.Box;
using Sandbox.Protocol.Workers;

namespace Gateway.Workers;

/// <summary>The rules of <see cref="WorkerOptions"/> that look at the machine or at more than one value.</summary>
internal sealed class WorkerOptionsRules(IOptions<GatewayOptions> gateway) : IValidateOptions<WorkerOptions>
{
    // sockaddr_un holds 108 bytes, the last of them zero.
    private const int LongestSocketPath = 107;

    public ValidateOptionsResult Validate(string? name, WorkerOptions options)
    {
        var errors = new List<string>();
        if (!File.Exists(Path.Combine(options.Path, "Sandbox.dll")))
        {
            errors.Add($"Sandbox:Path is {Path.GetFullPath(options.Path)}, which holds no Sandbox.dll. To build it: "
                + "dotnet build sandbox/Sandbox -c Release");
        }
        if (options.MemoryMegabytes <= options.HeapMegabytes) errors.Add("Sandbox:MemoryMegabytes must be more than Sandbox:HeapMegabytes.");
        if (options.Postgres is { } postgres) CheckPostgres(postgres, errors);
        var places = new WorkerPlaces(gateway.Value);
        var socket = places.Socket(LongestInstance(options), new string('0', WorkerPlaces.SocketNameLength));
        if (Encoding.UTF8.GetByteCount(socket) > LongestSocketPath)
        {
            errors.Add($"Gateway:State is too long a path: {socket} would be more than {LongestSocketPath} bytes, the most that a unix socket may have.");
        }
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    // The text itself may hold a password and is not repeated.
    private static void CheckPostgres(string text, List<string> errors)
    {
        if (!PostgresSocket.TryParse(text, out var postgres) || !StoreOptionsValidator.IsConnectionString(text))
            errors.Add("Sandbox:Postgres is no connection string with the folder of a unix socket for its Host, such as Host=/var/run/postgresql;Database=city;Username=dpg_reader.");
        else if (!Directory.Exists(postgres.Folder))
            errors.Add($"Sandbox:Postgres names the socket folder {postgres.Folder}, which is not there.");
    }

    private static string LongestInstance(WorkerOptions options) => new[] { WorkerKind.Scores, WorkerKind.Aggregates, WorkerKind.Encrypted }
        .Select(kind => WorkerTable.InstanceOf(kind, options.CountOf(kind) - 1))
        .MaxBy(name => name.Length)!;
}
