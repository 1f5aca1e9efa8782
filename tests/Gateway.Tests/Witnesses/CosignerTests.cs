using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;
using Gateway.Audit.Witnessing;
using Gateway.Cli.Witnesses;
using Gateway.Tests.Receipts;
using Testing.Faults;
using Testing.Processes;

namespace Gateway.Tests.Witnesses;

/// <summary>A gateway's cosigner against a witness over HTTP.</summary>
public sealed class CosignerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("witness-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Cosigner_WitnessThere_ReceiptsCarryItsCosignature()
    {
        // The witness has to know the log first, and the log's key is made with the log.
        await using var log = await PublishedHost.StartAsync();
        var witness = Witness.Open(_folder, "regulator/witness", [log.Log.VerifierKey], TimeProvider.System);
        await using var server = await WitnessServer.StartAsync(witness, new Uri("http://127.0.0.1:0"), TestContext.Current.CancellationToken);
        await using var gateway = await OpenApi.SurfaceHost.StartAsync(
            configure: b => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<Gateway.Audit.IPublishedLog>(b.Services, log.Log),
            settings: [("Witness:Witnesses:0:Url", server.Address.ToString()), ("Witness:Witnesses:0:Key", server.Key)]);
        NoteKey.TryParse(server.Key, out var key).ShouldBeTrue();
        var policy = new WitnessPolicy(log.Log.VerifierKey, [key], 1);

        await ProvedAsync(gateway, 4, policy);
        await log.Log.AppendAsync(TestLog.Entry("later"), [], CancellationToken.None);
        await ProvedAsync(gateway, 6, policy);
    }

    private static Task ProvedAsync(OpenApi.SurfaceHost gateway, long index, WitnessPolicy policy) => Until.TrueAsync(
        async () =>
        {
            gateway.Time.Advance(TimeSpan.FromMilliseconds(100));
            using var response = await gateway.GetAsync($"/v1/receipts/{index}", "bank-ccb");
            if (response.StatusCode != System.Net.HttpStatusCode.OK) return false;
            var proof = TlogProof.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))!;
            return proof.Verify(proof.Extra!.Value.Span, policy) == ProofVerdict.Proved;
        },
        TimeSpan.FromSeconds(30),
        "a cosigned receipt");
}
