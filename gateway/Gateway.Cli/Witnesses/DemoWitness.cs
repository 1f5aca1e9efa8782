using Gateway.Audit;
using Gateway.Audit.Keys;
using Gateway.Audit.Witnessing;
using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Witnesses;

/// <summary>
/// The regulator's witness, on the gateway's own machine: everything works as it would, and nothing is gained by it. In a city it runs
/// where the operator has no key to the door.
/// </summary>
internal sealed class DemoWitness : IAsyncDisposable
{
    private const string Name = "regulator.local/witness";
    private readonly WitnessServer _server;

    private DemoWitness(WitnessServer server) => _server = server;

    /// <summary>The gateway's settings that name it.</summary>
    public IReadOnlyList<string> Settings => [$"--Witness:Witnesses:0:Url={_server.Address}", $"--Witness:Witnesses:0:Key={_server.Key}"];

    /// <summary>Starts it on a free port, with the gateway's log registered.</summary>
    public static async Task<DemoWitness> StartAsync(Place place, Session session, CancellationToken cancellation)
    {
        var log = LogKeys.Ensure(place.Log, new AccessLogOptions().Origin);
        var witness = Witness.Open(place.Witness, Name, [log], session.Time);
        return new DemoWitness(await WitnessServer.StartAsync(witness, new Uri("http://127.0.0.1:0"), cancellation));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
