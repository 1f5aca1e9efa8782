using System.Text;
using Gateway.Audit.Files;
using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;
using Gateway.Audit.Witnessing;
using Testing.Faults;

namespace Gateway.Audit.Tests;

/// <summary>
/// An operator who holds every key but the witness's, and writes the log anew: it agrees with itself, and is caught all the same, by the witness
/// that remembers and by receipts that consumers hold.
/// </summary>
public sealed class OperatorTests : IDisposable
{
    private const int Entries = 40;
    private readonly string _folder = Directory.CreateTempSubdirectory("operator").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("edit")]
    [InlineData("delete")]
    [InlineData("reorder")]
    [InlineData("truncate")]
    [InlineData("fork")]
    [InlineData("backdate")]
    public async Task Operator_RewritesTheLog_IsCaughtByWitnessAndReceipts(string tampering)
    {
        var marks = Enumerable.Range(0, Entries).Select(i => TestLog.Entry($"entry {i}")).ToList();
        var (files, key) = await WriteAsync(marks, null);
        using var witness = Witness.Open(Path.Combine(_folder, "witness"), "regulator/witness", [key], TimeProvider.System);
        var policy = new WitnessPolicy(key, [witness.VerifierKey], 1);
        var cosigned = Cosign(files, witness, 0).ShouldNotBeNull();
        var held = (await TestLog.ReadAllAsync(files))[25];
        Prove(files, Entries, 25, cosigned).Verify(held.Bytes.Span, policy).ShouldBe(ProofVerdict.Proved);

        switch (tampering)
        {
            case "edit": marks[25] = marks[25] with { Consumer = "bank-icb" }; break;
            case "delete": marks.RemoveAt(25); break;
            case "reorder": (marks[25], marks[26]) = (marks[26], marks[25]); break;
            case "truncate": marks.RemoveRange(20, 20); break;
            case "fork": marks.InsertRange(20, [TestLog.Entry("fork"), TestLog.Entry("fork")]); break;
            default: marks[25] = marks[25] with { Time = marks[25].Time.AddDays(-1) }; break;
        }

        var (rewritten, _) = await WriteAsync(marks, files);
        AccessLogVerifier.Verify(rewritten, TestLog.Folder, key).IsValid.ShouldBeTrue("it agrees with itself");
        Cosign(rewritten, witness, Entries).ShouldBeNull("the witness remembers");
        Cosign(rewritten, witness, 0).ShouldBeNull("also when asked anew");
        if (marks.Count <= 25) return;
        var own = rewritten.TryReadWhole(Path.Combine(TestLog.Folder, LogLayout.Checkpoint))!;
        var now = (await TestLog.ReadAllAsync(rewritten))[25].Bytes;
        Prove(rewritten, marks.Count, 25, own).Verify(now.Span, policy).ShouldBe(ProofVerdict.NotCosigned, "what is there now has no witness");
        if (!now.Span.SequenceEqual(held.Bytes.Span))
            Prove(rewritten, marks.Count, 25, cosigned).Verify(now.Span, policy).ShouldBe(ProofVerdict.NotIncluded, "and is not what the witness saw");
    }

    private static TlogProof Prove(FaultyFiles files, long size, long index, byte[] note) =>
        new(index, new TreeProver(files, TestLog.Folder, size).Inclusion(index), note, null);

    private static byte[]? Cosign(FaultyFiles files, Witness witness, long old)
    {
        var note = files.TryReadWhole(Path.Combine(TestLog.Folder, LogLayout.Checkpoint))!;
        var size = Logs.Checkpoint(files)!.Size;
        var proof = size < old ? [] : new TreeProver(files, TestLog.Folder, size).Consistency(old);
        var answer = witness.Add(new AddCheckpoint(Math.Min(old, size), proof, note).ToBytes());
        return answer.Status == 200 ? SignedNote.Parse(note)!.With(SignedNote.ParseSignatures(answer.Body)!).ToBytes() : null;
    }

    private static async Task<(FaultyFiles Files, NoteKey Key)> WriteAsync(List<AccessEntry> entries, FaultyFiles? keys)
    {
        var files = new FaultyFiles(null, 0);
        foreach (var key in new[] { LogLayout.SigningKey, LogLayout.SubjectKey })
            if (keys?.TryReadWhole(Path.Combine(TestLog.Folder, key)) is { } bytes) files.Put(Path.Combine(TestLog.Folder, key), bytes, durable: true);
        using var log = new TestLog { CheckpointEvery = Timeout.InfiniteTimeSpan }.Open(files);
        foreach (var entry in entries) await log.AppendAsync(entry, ["P-1"], CancellationToken.None);
        return (files, log.VerifierKey);
    }
}
