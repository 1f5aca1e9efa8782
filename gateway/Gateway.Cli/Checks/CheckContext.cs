using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;
using Gateway.Client;
using Gateway.Client.Keys;
using Gateway.Client.Scores;
using Policies;
using Sandbox.Protocol.Datasets;

namespace Gateway.Cli.Checks;

/// <summary>A platform of its own, running, for the checks.</summary>
internal sealed class CheckContext(Session session, Place place, PolicySet policies, RunningGateway gateway) : IDisposable
{
    public Session Session => session;

    public Place Place => place;

    public PolicySet Policies => policies;

    public RunningGateway Gateway => gateway;

    /// <summary>The demo bank.</summary>
    public GatewayClient Bank { get; } = KeyOption.Open(ClientKeyFile.Load(place.KeyFile(DemoClients.Bank)), session);

    /// <summary>The demo telecom.</summary>
    public GatewayClient Telecom { get; } = KeyOption.Open(ClientKeyFile.Load(place.KeyFile(DemoClients.Telecom)), session);

    /// <summary>Answers that the log must hold, and who got them.</summary>
    public List<(string Consumer, ScoreReply Reply)> Kept { get; } = [];

    /// <summary>A demo resident by number.</summary>
    public string Resident(string dataset, int index) =>
        policies.Datasets[dataset].Source is DemoSource city
            ? DemoResident.Id(city.Seed, index)
            : throw new CheckFailedException($"The dataset {dataset} is not the demo city's.");

    /// <inheritdoc/>
    public void Dispose()
    {
        Bank.Dispose();
        Telecom.Dispose();
    }
}
