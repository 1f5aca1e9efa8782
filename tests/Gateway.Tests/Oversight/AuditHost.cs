using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Audit.Files;
using Gateway.Audit.Sealing;
using Gateway.Audit.Subjects;
using Gateway.Tests.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Testing.Faults;
using Testing.Processes;

namespace Gateway.Tests.Oversight;

/// <summary>The surface over a log on the disk that two consumers used over two key periods.</summary>
public sealed class AuditHost : IAsyncLifetime
{
    public const string Person = "410101199001011234";
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("audit-").FullName;
    private readonly string _policies = Directory.CreateTempSubdirectory("audit-policies-").FullName;

    internal RegulatorKeyPair Pair { get; } = new(SHA256.HashData("a regulator"u8));

    internal AccessLog Log { get; private set; } = null!;

    internal SurfaceHost Surface { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Log = new TestLog { RegulatorKey = Pair.Public.ToString() }.Open(DiskFiles.Instance, _folder);
        await Log.AdvanceSubjectKeyAsync(Start);                                                     // 0: the first key
        await AppendAsync("bank-ccb", AccessOutcome.Granted, Start, Person, "P-2");                  // 1
        await AppendAsync("bank-ccb", AccessOutcome.Refused, Start.AddMinutes(1), "P-2");            // 2
        await AppendAsync("telecom-cmcc", AccessOutcome.Granted, Start.AddMinutes(2), "P-3");        // 3
        await Log.AdvanceSubjectKeyAsync(Start.AddDays(1));                                          // 4: the second key
        await AppendAsync("telecom-cmcc", AccessOutcome.Granted, Start.AddDays(1), "P-3", Person);   // 5
        await PublishedAsync();
        // Without documents, whose first start would be told of in the log.
        foreach (var kind in (string[])["datasets", "products", "contracts"]) Directory.CreateDirectory(Path.Combine(_policies, kind));
        Surface = await SurfaceHost.StartAsync(
            configure: b => b.Services.AddSingleton<IPublishedLog>(Log).AddSingleton<IAccessLog>(Log), settings: ("Gateway:Policies", _policies));
    }

    public async ValueTask DisposeAsync()
    {
        await Surface.DisposeAsync();
        Log.Dispose();
        Pair.Dispose();
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_policies, recursive: true);
    }

    internal async Task<long> AppendAsync(string consumer, AccessOutcome outcome, DateTimeOffset time, params string[] subjects)
    {
        var entry = TestLog.Entry("") with
        {
            Consumer = consumer, Outcome = outcome, Time = time, Contract = $"{consumer}-contract", Product = "housing-credit", Purpose = "post-loan",
            Subjects = subjects.Length, NanoRho = 10, Model = new string('a', 64), Reasons = outcome == AccessOutcome.Refused ? ["quota-exhausted"] : null,
        };
        return (await Log.AppendAsync(entry, subjects, default)).Index;
    }

    internal Task PublishedAsync() => Until.TrueAsync(() => Task.FromResult(Log.Published.Size == Log.Next), TimeSpan.FromSeconds(30), "a checkpoint");

    /// <summary>A request for a person, as the regulator's tool sends it.</summary>
    internal string Question(string id, string reason = "complaint 2026-118") => new JsonObject
    {
        ["reason"] = reason,
        ["hashes"] = new JsonArray([.. SealedKeys.List(_folder).Select(sealedKey =>
        {
            var hash = new byte[32];
            sealedKey.Open(Pair)!.Hash(id, hash);
            return new JsonObject { ["key"] = sealedKey.Key, ["hash"] = Convert.ToBase64String(hash) };
        })]),
    }.ToJsonString();

    internal async Task<JsonNode> JsonAsync(Task<HttpResponseMessage> call, int status = 200)
    {
        using var response = await call;
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(status, body);
        return JsonNode.Parse(body)!;
    }
}
