using Gateway.Audit.Files;
using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;
using Gateway.Audit.Tiles;
using Testing;
using Testing.Faults;
using Testing.Seeds;

namespace Gateway.Audit.Tests;

/// <summary>Random damage to proofs, notes and tiles: all of it is rejected, and none of it crashes the verifier.</summary>
public sealed class MutationTests
{
    private readonly Seeded _random = new(20261124);

    [Fact]
    public async Task Verifier_RandomMutations_RejectsEachAndNeverCrashes()
    {
        var files = new FaultyFiles(null, 0);
        using (var log = new TestLog { CheckpointEvery = Timeout.InfiniteTimeSpan }.Open(files))
            for (var i = 0; i < 300; i++) await log.AppendAsync(TestLog.Entry($"entry {i}"), ["P-1"], CancellationToken.None);
        NoteKey.TryParse(System.Text.Encoding.ASCII.GetString(Read(files, LogLayout.VerifierKey)).Trim(), out var key).ShouldBeTrue();
        var policy = new WitnessPolicy(key, [], 0);
        var records = await TestLog.ReadAllAsync(files);
        var note = Read(files, LogLayout.Checkpoint);
        var prover = new TreeProver(files, TestLog.Folder, 300);
        var proofs = Enumerable.Range(0, 300).Select(i => new TlogProof(i, prover.Inclusion(i), note, records[i].Bytes).ToBytes()).ToList();
        for (var i = 0; i < 300; i++) Proves(proofs[i], records[i].Bytes.Span, policy).ShouldBeTrue("the control");

        for (var i = 0; i < 90_000; i++)
        {
            var of = i % 300;
            var mutated = Mutate(proofs[of], proofs[(of + 1) % 300]);
            if (mutated.AsSpan().SequenceEqual(proofs[of])) continue;
            var parsed = TlogProof.Parse(mutated);
            // Extra data proves nothing, so a change in it alone harms nothing: the entry is what is verified.
            if (parsed is not null && parsed.Index == of && SameButExtra(parsed, proofs[of])) continue;
            Proves(mutated, records[of].Bytes.Span, policy).ShouldBeFalse($"mutation {i}");
        }

        for (var i = 0; i < 10_000; i++)
        {
            var mutated = Mutate(note, proofs[i % 300]);
            if (!mutated.AsSpan().SequenceEqual(note)) Checkpoint.Open(mutated, key).ShouldBeNull($"mutation {i}");
        }

        MutateTiles(files, Length.Of(shortForm: 300, full: 10_000));
    }

    private static bool Proves(byte[] proof, ReadOnlySpan<byte> entry, WitnessPolicy policy) =>
        TlogProof.Parse(proof) is { } parsed && parsed.Verify(entry, policy) == ProofVerdict.Proved;

    private static bool SameButExtra(TlogProof parsed, byte[] original) =>
        (parsed with { Extra = null }).ToBytes().AsSpan().SequenceEqual((TlogProof.Parse(original)! with { Extra = null }).ToBytes());

    private void MutateTiles(FaultyFiles files, int rounds)
    {
        string[] paths =
        [
            TilePath.Hashes(0, 0), TilePath.Partial(TilePath.Hashes(0, 1), 44), TilePath.Partial(TilePath.Hashes(1, 0), 1),
            TilePath.Entries(0), TilePath.Partial(TilePath.Entries(1), 44), TilePath.Subjects(0), LogLayout.Checkpoint,
        ];
        for (var i = 0; i < rounds; i++)
        {
            var path = _random.Pick(paths);
            var original = Read(files, path);
            var mutated = Mutate(original, Read(files, TilePath.Entries(0)));
            // Bytes behind a sidecar's or a partial tile's end are read by nobody.
            if (mutated.AsSpan().StartsWith(original)) continue;
            files.Put(Path.Combine(TestLog.Folder, path), mutated, durable: false);
            AccessLogVerifier.Verify(files, TestLog.Folder).IsValid.ShouldBeFalse($"mutation {i} of {path}");
            files.Put(Path.Combine(TestLog.Folder, path), original, durable: false);
        }

        AccessLogVerifier.Verify(files, TestLog.Folder).IsValid.ShouldBeTrue("the control");
    }

    private byte[] Mutate(byte[] original, byte[] other)
    {
        var bytes = original.ToArray();
        var at = _random.Next(bytes.Length);
        switch (_random.Next(6))
        {
            case 0: bytes[at] ^= (byte)(1 << _random.Next(8)); return bytes;
            case 1: return bytes[..at];
            case 2: return [.. bytes, .. other.AsSpan(0, 1 + _random.Next(32))];
            case 3: return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(Math.Min(bytes.Length, at + 1 + _random.Next(64)))];
            case 4: return [.. bytes.AsSpan(0, at), .. other.AsSpan(_random.Next(other.Length))];
            default:
                var size = Math.Min(1 + _random.Next(64), bytes.Length - at);
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at, size), .. bytes.AsSpan(at)];
        }
    }

    private static byte[] Read(ILogFiles files, string path) => files.TryReadWhole(Path.Combine(TestLog.Folder, path)).ShouldNotBeNull(path);
}
