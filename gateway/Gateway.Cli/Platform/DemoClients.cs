using System.Text.Json;
using Gateway.Client.Clients;
using Gateway.Client.Keys;

namespace Gateway.Cli.Platform;

/// <summary>
/// One demo client a role. Their key files are made once; the gateway gets their public keys in <c>clients.json</c>, which it reads at start. Key file first,
/// list second: a crash between the two leaves a key that the next run puts into the list.
/// </summary>
internal static class DemoClients
{
    public const string Bank = "bank-ccb";
    public const string Telecom = "telecom-cmcc";
    public const string Regulator = "regulator";
    public const string Administrator = "platform-admin";

    private static readonly (string Id, string Role, string Name, string? Provider)[] All =
    [
        (Bank, "consumer", "建设银行河南省分行 · demo bank", null),
        (Telecom, "consumer", "中国移动郑州分公司 · demo telecom", null),
        ("operator-author", "contract-author", "运营公司合约起草 · demo contract author", null),
        ("operator-approver", "contract-approver", "运营公司合约审批 · demo contract approver", null),
        ("operator-approver-2", "contract-approver", "运营公司合约复核 · demo second contract approver", null),
        (Administrator, "platform-admin", "平台管理员 · demo platform admin", null),
        (Regulator, "regulator", "监管机构 · demo regulator", null),
        ("provider-housing-fund", "provider", "住房公积金管理中心 · demo provider", "住房公积金管理中心"),
    ];

    /// <summary>Makes what is missing, and points the key files at the gateway's address.</summary>
    public static void Ensure(Place place, Uri address)
    {
        Directory.CreateDirectory(place.Gateway);
        var registrations = new List<ClientRegistration>();
        foreach (var (id, role, name, provider) in All)
        {
            var path = place.KeyFile(id);
            var file = File.Exists(path) ? ClientKeyFile.Load(path) : ClientKeyFile.Generate(address, id, role, place.Authority);
            if (!File.Exists(path) || file.Gateway != address) (file = file.At(address)).Save(path);
            registrations.Add(new ClientRegistration(id, role, file.PublicKey(), name, provider));
        }

        var list = Path.Combine(place.Gateway, "clients.json");
        File.WriteAllBytes(list + ".new", JsonSerializer.SerializeToUtf8Bytes(registrations, DemoClientsJson.Default.ListClientRegistration));
        File.Move(list + ".new", list, overwrite: true);
    }
}

[System.Text.Json.Serialization.JsonSourceGenerationOptions(
    PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[System.Text.Json.Serialization.JsonSerializable(typeof(List<ClientRegistration>))]
internal sealed partial class DemoClientsJson : System.Text.Json.Serialization.JsonSerializerContext;
