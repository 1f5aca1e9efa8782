using System.Globalization;
using System.Text;
using EndToEnd.Tests.Cities;
using Gateway.Audit;
using Gateway.Client.Encryption;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>
/// Everything that the gateway and its workers ever held of a question, searched: their whole memory while the gateway runs, every file that it wrote, and every byte
/// that crossed from one to the other. The subject is there, in the clear, as the documents say; no feature is, in any spelling.
/// </summary>
public sealed class EncryptedRecordingTests(City city, EncryptedBank bank) : IClassFixture<EncryptedBank>
{
    private const double Marked = 12_345.678_901_25;

    [Fact]
    public async Task Servers_MemoryAndFiles_HoldNoFeatureInTheClear()
    {
        city.SkipUnlessReady();
        var client = bank.Client;
        var subject = Encoding.ASCII.GetBytes("MARKED-SUBJECT-4711-0815");
        for (var i = 0; i < 5; i++)
        {
            await client.Scorer.AskAsync(
                client.Question(Marked, city.HeldOut[0], Encoding.ASCII.GetString(subject)), client.Key, cancellation: TestContext.Current.CancellationToken);
        }

        var spellings = Spellings(client);
        int[] servers = [bank.Gateway.Id, .. ProcessTree.Descendants(bank.Gateway.Id).Select(p => p.Id)];
        servers.Length.ShouldBeGreaterThan(2);
        foreach (var spelling in spellings)
        {
            servers.Sum(pid => ProcessMemory.Count(pid, spelling)).ShouldBe(0);
            Files(bank.State).Count(f => f.AsSpan().IndexOf(spelling) >= 0).ShouldBe(0);
        }

        // The same look finds what is there: the subject in the servers' memory, the feature and the key in the client's own.
        servers.Sum(pid => ProcessMemory.Count(pid, subject)).ShouldBeGreaterThan(0);
        ProcessMemory.Count(Environment.ProcessId, spellings[0]).ShouldBeGreaterThan(0);
        var secret = client.Key.Export().Slice(10_000, 64).ToArray();
        ProcessMemory.Count(Environment.ProcessId, secret).ShouldBeGreaterThan(0);
        servers.Sum(pid => ProcessMemory.Count(pid, secret)).ShouldBe(0, "no server ever holds the secret key");
    }

    /// <summary>The workers' sockets are their only way in and out, so that what they read and write is all that crosses.</summary>
    [Fact]
    public async Task Wire_BetweenGatewayAndWorkers_CarriesNoFeatureInTheClear()
    {
        city.SkipUnlessReady();
        var client = bank.Client;
        using var recording = await WireRecording.StartAsync([.. Servers.Workers(bank.Gateway)]);
        const string subject = "MARKED-SUBJECT-4711-0815";
        var question = client.Question(Marked, city.HeldOut[0], subject);
        var reply = await client.Scorer.AskAsync(question, client.Key, cancellation: TestContext.Current.CancellationToken);
        var bytes = await recording.EndAsync(TestContext.Current.CancellationToken);

        foreach (var spelling in Spellings(client)) bytes.AsSpan().IndexOf(spelling).ShouldBe(-1);

        // It is a recording of the whole question and the whole answer: the subject, and pieces of both from end to end, but where a frame of HTTP/2 cuts one in two.
        bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(subject)).ShouldBeGreaterThan(0);
        Crossed(bytes, question.Bytes.Span).ShouldBeGreaterThan(0.9);
        Crossed(bytes, reply.Body.Span).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public async Task Entry_OfAnEncryptedQuestion_HoldsTheHashOfEachCiphertext()
    {
        city.SkipUnlessReady();
        var question = bank.Client.Question(1, city.HeldOut[0]);
        var reply = await bank.Client.Scorer.AskAsync(question, bank.Client.Key, cancellation: TestContext.Current.CancellationToken);

        Sandbox.Protocol.Encrypted.EncryptedRequestReader.TryRead(question.Bytes.Span, out var request, out _).ShouldBeTrue();
        var entries = new List<AccessEntry>();
        await foreach (var record in AccessLogReader.ReadAsync(bank.State.Log, 0, TestContext.Current.CancellationToken))
            if (record.Index == reply.Receipt.Index) entries.Add(record.Entry.ShouldBeOfType<AccessEntry>());
        var entry = entries.ShouldHaveSingleItem();
        entry.Operation.ShouldBe("encrypted-scores");
        entry.Model.ShouldBe(reply.Model);
        entry.Ciphertexts.ShouldBe(Enumerable.Range(0, request!.Features.Count).Select(i =>
            Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(request.Ciphertext(question.Bytes.Span, i)))));
    }

    private static byte[][] Spellings(EncryptedClient client)
    {
        var feature = client.Offer.Features[0];
        return
        [
            BitConverter.GetBytes(Marked),
            BitConverter.GetBytes(new Sandbox.Protocol.Encrypted.EncryptedFeature(feature.Name, feature.Lower, feature.Upper).Encode(Marked)),
            Encoding.ASCII.GetBytes(Marked.ToString("R", CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>Which part of a message's pieces is in a recording.</summary>
    private static double Crossed(byte[] recording, ReadOnlySpan<byte> message)
    {
        const int piece = 64;
        var (found, all) = (0, 0);
        for (var at = 0; at + piece <= message.Length; at += piece * 16, all++)
            if (recording.AsSpan().IndexOf(message.Slice(at, piece)) >= 0) found++;
        return all == 0 ? 0 : (double)found / all;
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
