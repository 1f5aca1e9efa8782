using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;
using Gateway.Audit.Witnessing;
using Microsoft.Extensions.Time.Testing;
using Testing.Faults;

namespace Gateway.Audit.Tests;

public sealed class WitnessTests : IDisposable
{
    private const string Origin = "city/log";
    private readonly string _folder = Directory.CreateTempSubdirectory("witness").FullName;
    private readonly NoteSigner _log = new(Origin, NoteKeyKind.Log, new byte[32]);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private readonly FaultyFiles _files = new(null, 0);
    private readonly SyntheticTree _tree;
    private Witness _witness;

    public WitnessTests()
    {
        _tree = new SyntheticTree(_files, "/tree");
        _witness = Open();
    }

    public void Dispose()
    {
        _witness.Dispose();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Witness_LogThatGrows_IsCosignedEachTime()
    {
        long old = 0;
        foreach (var size in new long[] { 0, 1, 5, 5, 300 })
        {
            var (answer, note) = Ask(old, size);
            answer.Status.ShouldBe(200, answer.Body);
            var cosigned = note.With(SignedNote.ParseSignatures(answer.Body)!);
            cosigned.Verify(_witness.VerifierKey)!.UnixSeconds.ShouldBe(1_700_000_000);
            new WitnessPolicy(_log.VerifierKey, [_witness.VerifierKey], 1).Count(cosigned).ShouldBe(1);
            old = size;
        }
    }

    [Fact]
    public void Witness_StartedAgain_RemembersAndRefusesToGoBack()
    {
        Ask(0, 10).Answer.Status.ShouldBe(200);
        var key = _witness.VerifierKey.ToString();
        _witness.Dispose();
        _witness = Open();
        _witness.VerifierKey.ToString().ShouldBe(key);
        var rolledBack = Ask(0, 10).Answer;
        rolledBack.Status.ShouldBe(409);
        rolledBack.Body.ShouldBe("10\n");
        rolledBack.MediaType.ShouldBe("text/x.tlog.size");
        _tree.GrowTo(12);
        Ask(5, 12).Answer.Status.ShouldBe(409);
        Ask(10, 12).Answer.Status.ShouldBe(200);
    }

    [Fact]
    public void Witness_TwoHistories_CosignsTheFirstOnly()
    {
        Ask(0, 10).Answer.Status.ShouldBe(200);
        // Another tree of the same size, and a longer one that does not hold the first: both well signed.
        var fork = new byte[32];
        Send(10, [], Note(10, fork)).Status.ShouldBe(409);
        _tree.GrowTo(20);
        var proof = new TreeProver(_files, "/tree", 20).Consistency(10);
        Send(10, proof, Note(20, fork)).Status.ShouldBe(422);
        proof[3] ^= 1;
        Send(10, proof, Note(20, _tree.Root())).Status.ShouldBe(422);
        proof[3] ^= 1;
        Send(10, proof, Note(20, _tree.Root())).Status.ShouldBe(200, "the control");
    }

    [Fact]
    public void Witness_StrangersAndNonsense_AreRefused()
    {
        using var stranger = new NoteSigner("other/log", NoteKeyKind.Log, new byte[32]);
        Send(0, [], stranger.Sign(new Checkpoint("other/log", 0, TreeRoot(0)).ToText())).Status.ShouldBe(404);
        using var forger = new NoteSigner(Origin, NoteKeyKind.Log, [.. Enumerable.Repeat((byte)1, 32)]);
        Send(0, [], forger.Sign(new Checkpoint(Origin, 0, TreeRoot(0)).ToText())).Status.ShouldBe(403);
        Send(7, [], Note(5, TreeRoot(5))).Status.ShouldBe(400);
        _witness.Add("nonsense"u8).Status.ShouldBe(400);
        _witness.Add([0xff, 0xfe]).Status.ShouldBe(400);
        _witness.Add("old 0\n\nlog\n"u8).Status.ShouldBe(400);
    }

    private Witness Open() => Witness.Open(_folder, "regulator/witness", [_log.VerifierKey], _time);

    private (WitnessAnswer Answer, SignedNote Note) Ask(long old, long size)
    {
        var note = Note(size, TreeRoot(size));
        return (Send(old, size > old ? new TreeProver(_files, "/tree", size).Consistency(old) : [], note), note);
    }

    private byte[] TreeRoot(long size)
    {
        _tree.GrowTo(size);
        return new TreeProver(_files, "/tree", size).Root();
    }

    private SignedNote Note(long size, byte[] root) => _log.Sign(new Checkpoint(Origin, size, root).ToText());

    private WitnessAnswer Send(long old, byte[] proof, SignedNote note) => _witness.Add(new AddCheckpoint(old, proof, note.ToBytes()).ToBytes());
}
