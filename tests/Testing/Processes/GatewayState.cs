using System.Text.Json.Nodes;
using Testing.Identity;

namespace Testing.Processes;

/// <summary>A state root of its own for one gateway: a temporary folder, with test clients that the gateway knows from its first start.</summary>
public sealed class GatewayState : IDisposable
{
    public GatewayState()
    {
        Root = Directory.CreateTempSubdirectory("dpg-").FullName;
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(Data);
        Bank = new TestClient("bank-ccb", "consumer");
        Telecom = new TestClient("telecom-cmcc", "consumer");
        Administrator = new TestClient("platform-admin", "platform-admin");
        Regulator = new TestClient("regulator", "regulator");
        Approver = new TestClient("operator-approver", "contract-approver");
        var clients = new JsonArray([.. new[] { Bank, Telecom, Administrator, Regulator, Approver }.Select(c => (JsonNode)c.Registration())]);
        File.WriteAllText(Path.Combine(Folder, "clients.json"), clients.ToJsonString());
    }

    public string Root { get; }

    /// <summary><c>Gateway:State</c>.</summary>
    public string Folder => Path.Combine(Root, "gateway");

    /// <summary><c>Gateway:Data</c>, unless <see cref="Settings"/> says otherwise.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>The access log's folder.</summary>
    public string Log => Path.Combine(Folder, "log");

    public TestClient Bank { get; }

    public TestClient Telecom { get; }

    public TestClient Administrator { get; }

    public TestClient Regulator { get; }

    public TestClient Approver { get; }

    /// <summary>Settings of a gateway on this state with the boxed sandbox; change them before it starts.</summary>
    public Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        ["Gateway:State"] = Folder,
        ["Gateway:Data"] = Data,
        ["Gateway:Policies"] = Path.Combine(Repository.Root, "policies"),
        ["Sandbox:Path"] = Repository.Output("Sandbox"),
        ["Logging:LogLevel:Default"] = "Warning",
    };

    /// <summary>A fresh access token of a client.</summary>
    public static async Task<string> TokenAsync(GatewayProcess gateway, TestClient client, CancellationToken cancellation)
    {
        using var http = gateway.Client();
        var discovery = JsonNode.Parse(await http.GetStringAsync(
            new Uri("/.well-known/openid-configuration", UriKind.Relative), cancellation));
        return await http.TokenAsync(client, (string)discovery!["issuer"]!, TimeProvider.System.GetUtcNow(), cancellation);
    }

    public void Dispose()
    {
        foreach (var client in new[] { Bank, Telecom, Administrator, Regulator, Approver }) client.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
