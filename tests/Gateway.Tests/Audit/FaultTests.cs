using Gateway.Audit;
using Testing.Faults;

namespace Gateway.Tests.Audit;

public sealed class FaultTests
{
    private static readonly string[] Subjects = ["SUBJECT-A", "SUBJECT-B", "SUBJECT-C"];

    public static TheoryData<string, string> Faults => new MatrixTheoryData<string, string>(
        Enum.GetNames<FaultMoment>(), Enum.GetNames<FaultKind>());

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Log_FaultAtEveryEffect_LosesNothingAcknowledgedAndRestartsByItself(string moment, string kind)
    {
        var quiet = new FaultyFiles(null, 0);
        await RunAsync(quiet);
        quiet.Steps.ShouldBeGreaterThan(40);

        for (var step = 1; step <= quiet.Steps; step++)
            for (var seed = 0; seed < 4; seed++)
                await StrikeAsync(new Fault(step, Enum.Parse<FaultMoment>(moment), Enum.Parse<FaultKind>(kind)), seed);
    }

    private static async Task StrikeAsync(Fault fault, int seed)
    {
        var files = new FaultyFiles(fault, seed);
        var acknowledged = await RunAsync(files);
        files.Restart();

        var log = new TestLog();
        using (var again = log.Open(files))
        {
            var position = await again.AppendAsync(TestLog.Entry("after"), Subjects, CancellationToken.None);
            acknowledged.Add(position.Index, "after");
        }

        var verification = AccessLogVerifier.Verify(files, TestLog.Folder);
        verification.Problems.ShouldBeEmpty($"{fault}, seed {seed}");
        var records = (await TestLog.ReadAllAsync(files)).ToDictionary(r => r.Index, r => ((AccessEntry)r.Entry).TraceId);
        foreach (var (index, mark) in acknowledged) records.GetValueOrDefault(index).ShouldBe(mark, $"{fault}, seed {seed}");
    }

    /// <summary>Entries alone and together, over several segments; returns those that were acknowledged.</summary>
    private static async Task<Dictionary<long, string>> RunAsync(FaultyFiles files)
    {
        var acknowledged = new Dictionary<long, string>();
        try
        {
            using var log = new TestLog().Open(files, segmentSize: 700);
            for (var i = 0; i < 8; i++)
            {
                var mark = $"entry {i}";
                try
                {
                    var position = await log.AppendAsync(TestLog.Entry(mark), i % 2 == 0 ? Subjects : [], CancellationToken.None);
                    acknowledged.Add(position.Index, mark);
                }
                catch (LogUnavailableException)
                {
                    // Withheld: it may be in the log or not.
                }
            }
        }
        catch (IOException)
        {
            // The log could not even be opened.
        }

        return acknowledged;
    }
}
