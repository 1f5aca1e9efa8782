using System.Security.Cryptography;
using Gateway.Audit.Files;
using Gateway.Audit.Proofs;
using Gateway.Audit.Sealing;
using Gateway.Audit.Subjects;
using Gateway.Audit.Tiles;
using Testing.Faults;

namespace Gateway.Audit.Tests.Retention;

public sealed class RetentionTests
{
    private const int Old = 1_000;
    private const int Young = 300;
    private static readonly DateTimeOffset Then = new(2023, 11, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 4, 0, 0, TimeSpan.Zero);
    private static readonly RegulatorKeyPair Pair = new(SHA256.HashData("a regulator"u8));

    public static TheoryData<string, string> Faults => new MatrixTheoryData<string, string>(Enum.GetNames<FaultMoment>(), Enum.GetNames<FaultKind>());

    [Fact]
    public async Task Log_Aged_KeepsEveryProofAndEntry()
    {
        var files = new FaultyFiles(null, 0);
        var entries = await WriteAsync(files, Old, Young);
        var before = Proofs(files, entries);
        using (var log = Test.Open(files)) (await log.AgeAsync(Now)).Bundles.ShouldBe(Old / TilePath.Width);

        files.TryReadWhole(Path.Combine(TestLog.Folder, TilePath.Entries(0))).ShouldBeNull("it was moved");
        files.TryReadWhole(Path.Combine(TestLog.Folder, LogLayout.Archive, TilePath.Entries(0))).ShouldNotBeNull();
        files.TryReadWhole(Path.Combine(TestLog.Folder, TilePath.Entries(Old / TilePath.Width))).ShouldNotBeNull("one entry of it is young");
        Proofs(files, entries).ShouldBe(before);
        await VerifyAsync(files, entries);
    }

    [Fact]
    public async Task Log_AgedAndOpenedAgain_GoesOn()
    {
        var files = new FaultyFiles(null, 0);
        var entries = await WriteAsync(files, Old, Young, segmentSize: 20_000);
        using (var log = Test.Open(files, segmentSize: 20_000)) await log.AgeAsync(Now.AddYears(4));
        using (var log = Test.Open(files, segmentSize: 20_000))
        {
            await log.AppendAsync(TestLog.Entry("after") with { Time = Now }, ["P-1"], default);
            (await log.AgeAsync(Now)).Bundles.ShouldBe(0, "all that is old was moved");
        }

        await VerifyAsync(files, entries + 1);
    }

    [Fact]
    public async Task Key_RetentionAfterItsPeriod_IsDestroyedAndToldOfAndProofsHold()
    {
        var files = new FaultyFiles(null, 0);
        long size;
        byte[] proofs;
        using (var log = Test.Open(files))
        {
            await log.AdvanceSubjectKeyAsync(Then);
            for (var i = 0; i < 300; i++) await log.AppendAsync(TestLog.Entry($"{i}") with { Time = Then }, ["P-1"], default);
            await log.AdvanceSubjectKeyAsync(Now.AddDays(-2));
            await log.AdvanceSubjectKeyAsync(Now);
            size = log.Next;
        }

        proofs = Proofs(files, size);
        var keys = SealedKeys.List(files, TestLog.Folder);
        keys.Count.ShouldBe(3);
        using (var log = Test.Open(files))
        {
            var end = keys[0].Until + new AccessLogOptions().Retention;
            (await log.AgeAsync(end.AddSeconds(-1))).Keys.ShouldBe(0, "not a second early");
            (await log.AgeAsync(end)).Keys.ShouldBe(1);
            (await log.AgeAsync(end)).Keys.ShouldBe(0);
            (await log.AgeAsync(end.AddYears(30))).Keys.ShouldBe(1, "the key in use stays");
        }

        SealedKeys.List(files, TestLog.Folder).ShouldHaveSingleItem().Key.ShouldBe(keys[2].Key);
        Proofs(files, size).ShouldBe(proofs);
        AccessLogVerifier.Verify(files, TestLog.Folder).Problems.ShouldBeEmpty();
        (await TestLog.ReadAllAsync(files)).Select(r => r.Entry).OfType<EventEntry>().Where(e => e.Event == SubjectKeyEvents.Destroyed)
            .Select(e => e.Facts!["key"]).ShouldBe([keys[0].Key, keys[1].Key]);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Log_FaultAtEveryEffectOfAgeing_LosesNothing(string moment, string kind)
    {
        var quiet = new FaultyFiles(null, 0);
        var (from, to) = await AgeAsync(quiet);
        (to - from).ShouldBeGreaterThan(10);
        for (var step = from; step <= to; step++)
        {
            var files = new FaultyFiles(new Fault(step, Enum.Parse<FaultMoment>(moment), Enum.Parse<FaultKind>(kind)), step);
            await AgeAsync(files);
            files.Restart();
            using (var log = Test.Open(files)) await log.AgeAsync(Now);
            files.TryReadWhole(Path.Combine(TestLog.Folder, TilePath.Entries(0))).ShouldBeNull($"step {step}");
            SealedKeys.List(files, TestLog.Folder).ShouldHaveSingleItem($"step {step}");
            AccessLogVerifier.Verify(files, TestLog.Folder).Problems.ShouldBeEmpty($"step {step}");
            var read = await TestLog.ReadAllAsync(files);
            read.Count(r => r.Entry is AccessEntry).ShouldBe(270, $"step {step}");
            read.Any(r => r.Entry is EventEntry { Event: SubjectKeyEvents.Destroyed }).ShouldBeTrue($"step {step}");
        }
    }

    private static TestLog Test => new() { RegulatorKey = Pair.Public.ToString(), CheckpointEvery = Timeout.InfiniteTimeSpan };

    private static async Task<(int From, int To)> AgeAsync(FaultyFiles files)
    {
        using (var log = Test.Open(files))
        {
            await log.AdvanceSubjectKeyAsync(Then);
            // One after the other, so that each step is the same each time.
            for (var i = 0; i < 270; i++) await log.AppendAsync(TestLog.Entry($"{i}") with { Time = Then }, ["P-1"], default);
            await log.AdvanceSubjectKeyAsync(Now);
        }

        using var aged = Test.Open(files);
        var from = files.Steps + 1;
        try
        {
            await aged.AgeAsync(Now);
        }
        catch (Exception e) when (e is IOException or LogUnavailableException)
        {
            // It is tried again, after a while or after a restart.
        }

        return (from, files.Steps);
    }

    private static async Task<long> WriteAsync(FaultyFiles files, int old, int young, long segmentSize = 1 << 20)
    {
        using var log = Test.Open(files, segmentSize: segmentSize);
        for (var i = 0; i < old + young; i++) await log.AppendAsync(TestLog.Entry($"{i}") with { Time = i < old ? Then : Now }, [$"P-{i % 7}"], default);
        return log.Next;
    }

    /// <summary>Inclusion of every 13th entry, and consistency from every 17th size.</summary>
    private static byte[] Proofs(FaultyFiles files, long size)
    {
        var prover = new TreeProver(files, TestLog.Folder, size);
        var proofs = new List<byte>();
        for (long i = 0; i < size; i += 13) proofs.AddRange(prover.Inclusion(i));
        for (long i = 1; i < size; i += 17) proofs.AddRange(prover.Consistency(i));
        return [.. proofs];
    }

    private static async Task VerifyAsync(FaultyFiles files, long entries)
    {
        var verification = AccessLogVerifier.Verify(files, TestLog.Folder);
        verification.Problems.ShouldBeEmpty();
        verification.Size.ShouldBe(entries);
        (await TestLog.ReadAllAsync(files)).Count.ShouldBe((int)entries);
    }
}
