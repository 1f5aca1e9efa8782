using System.Globalization;
using System.Text;
using EndToEnd.Tests.Cities;
using Gateway.Audit;
using Gateway.Client.Encryption;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>
/// Everything that the gateway and its workers ever held of a question, searched: their whole memory while the gateway runs, and every file that it wrote.
/// The subject is there, in the clear, as the documents say; no feature is, in any spelling.
/// </summary>
public sealed class EncryptedRecordingTests(City city)
{
    private const double Marked = 12_345.678_901_25;

    [Fact]
    public async Task Servers_MemoryAndFiles_HoldNoFeatureInTheClear()
    {
        city.SkipUnlessReady();
        using var state = new GatewayState();
        await using var gateway = await city.StartGatewayAsync(state);
        using var client = await EncryptedClient.OpenAsync(gateway, state);
        var subject = Encoding.ASCII.GetBytes("MARKED-SUBJECT-4711-0815");
        for (var i = 0; i < 5; i++)
        {
            await client.Scorer.AskAsync(
                client.Question(Marked, city.HeldOut[0], Encoding.ASCII.GetString(subject)), client.Key, cancellation: TestContext.Current.CancellationToken);
        }

        var feature = client.Offer.Features[0];
        byte[][] spellings =
        [
            BitConverter.GetBytes(Marked),
            BitConverter.GetBytes(new Sandbox.Protocol.Encrypted.EncryptedFeature(feature.Name, feature.Lower, feature.Upper).Encode(Marked)),
            Encoding.ASCII.GetBytes(Marked.ToString("R", CultureInfo.InvariantCulture)),
        ];
        int[] servers = [gateway.Id, .. ProcessTree.Descendants(gateway.Id).Select(p => p.Id)];
        servers.Length.ShouldBeGreaterThan(2);
        foreach (var spelling in spellings)
        {
            servers.Sum(pid => ProcessMemory.Count(pid, spelling)).ShouldBe(0);
            Files(state).Count(f => f.AsSpan().IndexOf(spelling) >= 0).ShouldBe(0);
        }

        // The same look finds what is there: the subject in the servers' memory, the feature and the key in the client's own.
        servers.Sum(pid => ProcessMemory.Count(pid, subject)).ShouldBeGreaterThan(0);
        ProcessMemory.Count(Environment.ProcessId, spellings[0]).ShouldBeGreaterThan(0);
        var secret = client.Key.Export().Slice(10_000, 64).ToArray();
        ProcessMemory.Count(Environment.ProcessId, secret).ShouldBeGreaterThan(0);
        servers.Sum(pid => ProcessMemory.Count(pid, secret)).ShouldBe(0, "no server ever holds the secret key");
    }

    [Fact]
    public async Task Entry_OfAnEncryptedQuestion_HoldsTheHashOfEachCiphertext()
    {
        city.SkipUnlessReady();
        using var state = new GatewayState();
        var (question, reply) = await AskAndStopAsync(state);

        Sandbox.Protocol.Encrypted.EncryptedRequestReader.TryRead(question.Bytes.Span, out var request, out _).ShouldBeTrue();
        var entries = new List<AccessEntry>();
        await foreach (var record in AccessLogReader.ReadAsync(state.Log, 0, TestContext.Current.CancellationToken))
            if (record.Index == reply.Receipt.Index) entries.Add(record.Entry.ShouldBeOfType<AccessEntry>());
        var entry = entries.ShouldHaveSingleItem();
        entry.Operation.ShouldBe("encrypted-scores");
        entry.Model.ShouldBe(reply.Model);
        entry.Ciphertexts.ShouldBe(Enumerable.Range(0, request!.Features.Count).Select(i =>
            Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(request.Ciphertext(question.Bytes.Span, i)))));
    }

    private async Task<(EncryptedQuestion Question, EncryptedReply Reply)> AskAndStopAsync(GatewayState state)
    {
        await using var gateway = await city.StartGatewayAsync(state);
        using var client = await EncryptedClient.OpenAsync(gateway, state);
        var question = client.Question(1, city.HeldOut[0]);
        return (question, await client.Scorer.AskAsync(question, client.Key, cancellation: TestContext.Current.CancellationToken));
    }

    // The lock is held by the gateway for itself alone, and holds nothing; what lies under run/ are sockets.
    private static IEnumerable<byte[]> Files(GatewayState state) => Directory.EnumerateFiles(state.Folder, "*", SearchOption.AllDirectories)
        .Where(f => Path.GetFileName(f) != "lock" && !f.StartsWith(Path.Combine(state.Folder, "run"), StringComparison.Ordinal)).Select(Read);

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
