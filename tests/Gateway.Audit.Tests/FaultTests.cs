using Gateway.Audit.Notes;
using Testing;
using Testing.Faults;

namespace Gateway.Audit.Tests;

public sealed class FaultTests
{
    private static readonly string[] Subjects = ["SUBJECT-A", "SUBJECT-B", "SUBJECT-C"];
    private static readonly int Seeds = Length.Of(shortForm: 1, full: 16);

    public static TheoryData<string, string> Faults => new MatrixTheoryData<string, string>(
        Enum.GetNames<FaultMoment>(), Enum.GetNames<FaultKind>());

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Log_FaultAtEveryEffect_LosesNothingAcknowledgedAndRestartsByItself(string moment, string kind)
    {
        var quiet = new FaultyFiles(null, 0);
        (await RunAsync(quiet, Timeout.InfiniteTimeSpan)).Count.ShouldBe(Entries);
        quiet.Steps.ShouldBeGreaterThan(60);

        for (var step = 1; step <= quiet.Steps; step++)
            for (var seed = 0; seed < Seeds; seed++)
                await StrikeAsync(new Fault(step, Enum.Parse<FaultMoment>(moment), Enum.Parse<FaultKind>(kind)), seed);
    }

    private const int Burst = 300;
    private const int Entries = Burst + 8;

    private static async Task StrikeAsync(Fault fault, int seed)
    {
        var files = new FaultyFiles(fault, seed);
        // Tiles at the end, so that each step is the same each time; or all the while, beside the appends.
        var acknowledged = await RunAsync(files, seed % 2 == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(1));
        var seen = Logs.Checkpoint(files);
        files.Restart();

        var log = new TestLog();
        using (var again = log.Open(files))
        {
            var position = await again.AppendAsync(TestLog.Entry("after"), Subjects, CancellationToken.None);
            acknowledged.Add(position.Index, "after");
        }

        var verification = AccessLogVerifier.Verify(files, TestLog.Folder);
        verification.Problems.ShouldBeEmpty($"{fault}, seed {seed}");
        verification.Waiting.ShouldBe(0);
        var read = await TestLog.ReadAllAsync(files);
        var records = read.ToDictionary(r => r.Index, r => ((AccessEntry)r.Entry).TraceId);
        foreach (var (index, mark) in acknowledged) records.GetValueOrDefault(index).ShouldBe(mark, $"{fault}, seed {seed}");
        if (seen is not null) Logs.Root(read, seen.Size).ShouldBe(seen.Root.ToArray(), $"{fault}, seed {seed}: what a checkpoint said holds");
    }

    /// <summary>Entries alone and together, over several segments and tiles; returns those that were acknowledged.</summary>
    private static async Task<Dictionary<long, string>> RunAsync(FaultyFiles files, TimeSpan checkpointEvery)
    {
        var acknowledged = new Dictionary<long, string>();
        try
        {
            using var log = new TestLog { CheckpointEvery = checkpointEvery }.Open(files, segmentSize: 20_000);
            for (var i = 0; i < 8; i++)
            {
                if (i == 6)
                {
                    var burst = Enumerable.Range(0, Burst).Select(b => AppendAsync(log, $"burst {b}", [])).ToList();
                    foreach (var append in burst) Keep(await append, acknowledged);
                }

                Keep(await AppendAsync(log, $"entry {i}", i % 2 == 0 ? Subjects : []), acknowledged);
            }
        }
        catch (Exception e) when (e is IOException or LogCorruptException)
        {
            // The log could not even be opened. Not damaged, though: the disk failed while it was read.
            e.ShouldBeAssignableTo<IOException>();
        }

        return acknowledged;
    }

    private static async Task<(long Index, string Mark)?> AppendAsync(AccessLog log, string mark, string[] subjects)
    {
        try
        {
            return ((await log.AppendAsync(TestLog.Entry(mark), subjects, CancellationToken.None)).Index, mark);
        }
        catch (LogUnavailableException)
        {
            // Withheld: it may be in the log or not.
            return null;
        }
    }

    private static void Keep((long Index, string Mark)? append, Dictionary<long, string> acknowledged)
    {
        if (append is { } entry) acknowledged.Add(entry.Index, entry.Mark);
    }
}
