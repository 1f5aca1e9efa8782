using Sandbox.Box;

namespace Gateway.Cli.Platform;

/// <summary>Where a platform lies on this machine. All paths are absolute.</summary>
/// <param name="State">The state root: <c>data</c>, <c>gateway</c> and <c>clients</c> lie in it.</param>
/// <param name="Policies">The policies folder.</param>
/// <param name="Sources">The folder that the paths of data sources are relative to.</param>
/// <param name="GatewayFolder">The folder of the built gateway, holding <c>Gateway.dll</c>.</param>
/// <param name="SandboxFolder">The folder of the built worker, holding <c>Sandbox.dll</c>.</param>
/// <param name="Isolation">How workers are run.</param>
internal sealed record Place(string State, string Policies, string Sources, string GatewayFolder, string SandboxFolder, Isolation Isolation)
{
    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(State, "data");

    /// <summary>What the gateway alone writes, but for the file of first clients.</summary>
    public string Gateway => Path.Combine(State, "gateway");

    /// <summary>The access log.</summary>
    public string Log => Path.Combine(Gateway, "log");

    /// <summary>The key by which the access log is verified.</summary>
    public string LogKey => Path.Combine(Log, "log.vkey");

    /// <summary>The folder of the regulator's witness, on a machine where it runs beside the gateway.</summary>
    public string Witness => Path.Combine(State, "witness");

    /// <summary>The key by which that witness's cosignatures are verified.</summary>
    public string WitnessKey => Path.Combine(Witness, "witness.vkey");

    /// <summary>The regulator's key pair, on a machine where it lies beside the gateway.</summary>
    public string RegulatorKey => Path.Combine(State, "regulator", "audit.key");

    /// <summary>The gateway's own certificate authority; it makes it at its first start.</summary>
    public string Authority => Path.Combine(Gateway, "tls", "ca.pem");

    /// <summary>A client's key file.</summary>
    public string KeyFile(string clientId) => Path.Combine(State, "clients", clientId + ".json");
}
