using System.Security.Cryptography;
using System.Text;
using Gateway.Audit.Files;
using Gateway.Audit.Sealing;
using Gateway.Audit.Subjects;
using Gateway.Audit.Tiles;
using Testing.Faults;

namespace Gateway.Audit.Tests.Subjects;

public sealed class SubjectKeyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 4, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly RegulatorKeyPair Pair = new(SHA256.HashData("a regulator"u8));

    private static TestLog Test => new() { RegulatorKey = Pair.Public.ToString() };

    public static TheoryData<string, string> Faults => new MatrixTheoryData<string, string>(Enum.GetNames<FaultMoment>(), Enum.GetNames<FaultKind>());

    [Fact]
    public async Task Key_RotatedUnderLoad_LosesAndMislabelsNoEntry()
    {
        const int callers = 16, each = 100, periods = 25;
        var files = new FaultyFiles(null, 0);
        var marks = new System.Collections.Concurrent.ConcurrentDictionary<long, string>();
        using (var log = Test.Open(files, segmentSize: 64 * 1024))
        {
            await log.AdvanceSubjectKeyAsync(Noon);
            var appends = Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; i < each; i++)
                {
                    var mark = $"{caller}-{i}";
                    marks.TryAdd((await log.AppendAsync(TestLog.Entry(mark), [mark], default)).Index, mark).ShouldBeTrue();
                }
            })));
            for (var period = 1; period < periods; period++) await log.AdvanceSubjectKeyAsync(Noon + (period * Day));
            await appends;
        }

        marks.Count.ShouldBe(callers * each);
        var used = await VerifyAsync(files);
        used.Sum(k => k.Value).ShouldBe(callers * each);
        SealedKeys.List(files, TestLog.Folder).Count.ShouldBe(periods);
    }

    [Fact]
    public async Task Key_RestartInMidPeriod_IsUsedAgainAndSealedOnce()
    {
        var files = new FaultyFiles(null, 0);
        for (var start = 0; start < 3; start++)
        {
            using var log = Test.Open(files);
            (await log.AdvanceSubjectKeyAsync(Noon + TimeSpan.FromHours(start))).ShouldBe(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.FromHours(8)));
            await log.AppendAsync(TestLog.Entry("entry"), ["entry"], default);
        }

        (await VerifyAsync(files)).ShouldHaveSingleItem().Value.ShouldBe(3);
    }

    [Fact]
    public async Task Key_OfAPeriodThatIsOver_IsWithTheRegulatorAlone()
    {
        var files = new FaultyFiles(null, 0);
        using var log = Test.Open(files);
        var path = Path.Combine(TestLog.Folder, LogLayout.SubjectKey);
        var first = files.TryReadWhole(path)!;
        await log.AdvanceSubjectKeyAsync(Noon);
        await log.AdvanceSubjectKeyAsync(Noon + Day);
        files.TryReadWhole(path)!.ShouldNotBe(first);
        var old = SealedKeys.List(files, TestLog.Folder)[0];
        old.KeySha256.ShouldBe(Convert.ToBase64String(SHA256.HashData(Convert.FromHexString(Encoding.ASCII.GetString(first).TrimEnd('\n')))));
        old.Open(Pair).ShouldNotBeNull();
        using var another = new RegulatorKeyPair(SHA256.HashData("another"u8));
        old.Open(another).ShouldBeNull();
        (old with { Key = SealedKeys.List(files, TestLog.Folder)[1].Key }).Open(Pair).ShouldBeNull("a key that passes for another");
        (old with { Origin = "other" }).Open(Pair).ShouldBeNull("another log's");
    }

    [Fact]
    public async Task Key_RegulatorHasANewKey_IsSealedToThat()
    {
        var files = new FaultyFiles(null, 0);
        using (var log = Test.Open(files)) await log.AdvanceSubjectKeyAsync(Noon);
        using var next = new RegulatorKeyPair(SHA256.HashData("the next"u8));
        using (var log = new TestLog { RegulatorKey = next.Public.ToString() }.Open(files)) await log.AdvanceSubjectKeyAsync(Noon);
        SealedKeys.List(files, TestLog.Folder).Select(k => k.Recipient).ShouldBe([Pair.Public.Id, next.Public.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Key_UsedBeforeARegulatorWasNamed_IsSealedAsItIs()
    {
        var files = new FaultyFiles(null, 0);
        using (var log = new TestLog().Open(files))
        {
            (await log.AdvanceSubjectKeyAsync(Noon)).ShouldBeNull();
            await log.AppendAsync(TestLog.Entry("before"), ["before"], default);
        }

        using (var log = Test.Open(files)) await log.AdvanceSubjectKeyAsync(Noon);
        (await VerifyAsync(files, announcedFirst: false)).ShouldHaveSingleItem().Value.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Key_FaultAtEveryEffectOfARotation_LosesNoKey(string moment, string kind)
    {
        var quiet = new FaultyFiles(null, 0);
        var steps = await RotateAsync(quiet);
        for (var step = steps.From; step <= steps.To; step++)
        {
            var files = new FaultyFiles(new Fault(step, Enum.Parse<FaultMoment>(moment), Enum.Parse<FaultKind>(kind)), step);
            await RotateAsync(files);
            files.Restart();
            using (var log = Test.Open(files))
            {
                await log.AdvanceSubjectKeyAsync(Noon + Day);
                await log.AppendAsync(TestLog.Entry("after"), ["after"], default);
            }

            (await VerifyAsync(files)).Keys.ShouldContain(SealedKeys.List(files, TestLog.Folder).Single(k => k.Key == Current(files)).Key, $"step {step}");
        }
    }

    [Theory]
    [InlineData(SubjectPeriod.Day, "2026-12-31T23:59:59+08:00", "2027-01-01T00:00:00+08:00")]
    [InlineData(SubjectPeriod.Month, "2026-11-30T15:59:59Z", "2026-12-01T00:00:00+08:00")]
    [InlineData(SubjectPeriod.Month, "2026-11-30T16:00:00Z", "2027-01-01T00:00:00+08:00")]
    [InlineData(SubjectPeriod.Year, "2026-02-03T04:05:06+08:00", "2027-01-01T00:00:00+08:00")]
    public void Period_AtATime_EndsAtMidnightInShanghai(SubjectPeriod period, string time, string end) =>
        period.End(DateTimeOffset.Parse(time, null)).ShouldBe(DateTimeOffset.Parse(end, null));

    /// <summary>A key that is sealed and used, and the next; the effects that the second takes.</summary>
    private static async Task<(int From, int To)> RotateAsync(FaultyFiles files)
    {
        using var log = new TestLog { RegulatorKey = Pair.Public.ToString(), CheckpointEvery = Timeout.InfiniteTimeSpan }.Open(files);
        await log.AdvanceSubjectKeyAsync(Noon);
        await log.AppendAsync(TestLog.Entry("before"), ["before"], default);
        var from = files.Steps + 1;
        try
        {
            await log.AdvanceSubjectKeyAsync(Noon + Day);
            await log.AppendAsync(TestLog.Entry("between"), ["between"], default);
        }
        catch (Exception e) when (e is LogUnavailableException or IOException)
        {
            // Whatever was not acknowledged may be there or not.
        }

        return (from, files.Steps);
    }

    private static string Current(FaultyFiles files) => new SubjectKey(
        Convert.FromHexString(Encoding.ASCII.GetString(files.TryReadWhole(Path.Combine(TestLog.Folder, LogLayout.SubjectKey))!).TrimEnd('\n'))).Id;

    /// <summary>
    /// Every entry's subject - it is the entry's mark - is hashed under the very key that the entry names, which an entry before it has told of, and
    /// which the regulator can open; and the log tells of the keys that are there, and of no other. How many entries each key has.
    /// </summary>
    private static async Task<Dictionary<string, int>> VerifyAsync(FaultyFiles files, bool announcedFirst = true)
    {
        AccessLogVerifier.Verify(files, TestLog.Folder).Problems.ShouldBeEmpty();
        var records = await TestLog.ReadAllAsync(files);
        var keys = SealedKeys.List(files, TestLog.Folder).ToDictionary(k => k.Key, k => k.Open(Pair).ShouldNotBeNull());
        var told = records.Where(r => r.Entry is EventEntry { Event: SubjectKeyEvents.Begun }).GroupBy(r => ((EventEntry)r.Entry).Facts!["key"])
            .ToDictionary(g => g.Key, g => g.Min(r => r.Index));
        told.Keys.ShouldBe(keys.Keys, ignoreOrder: true);
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        var hash = new byte[32];
        foreach (var record in records.Where(r => r.Entry is AccessEntry))
        {
            var entry = (AccessEntry)record.Entry;
            if (announcedFirst) told[entry.SubjectsKey!].ShouldBeLessThan(record.Index);
            else told.ShouldContainKey(entry.SubjectsKey!);
            keys[entry.SubjectsKey!].Hash(entry.TraceId!, hash);
            Sidecar(files, record.Index).ShouldBe(hash, $"entry {record.Index}");
            used[entry.SubjectsKey!] = used.GetValueOrDefault(entry.SubjectsKey!) + 1;
        }

        return used;
    }

    private static byte[] Sidecar(FaultyFiles files, long index)
    {
        var bytes = new TileReader(files, TestLog.Folder).Read(TilePath.Subjects(index / TilePath.Width), TilePath.Width)!;
        return bytes.AsSpan(BundleContent.Subjects(bytes, TilePath.Width)[(int)(index % TilePath.Width)]).ToArray();
    }
}
