using Microsoft.Extensions.Logging.Abstractions;
using Sandbox.Aggregates;
using Sandbox.Jobs;
using Sandbox.Privacy.Noise;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Tests.Aggregates;

/// <summary>Jobs that take all the time and all the memory that there is, by the clock of the wall: they end at the deadline, and others are answered as if they were not there.</summary>
public sealed class BombTests
{
    private const string Large = "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";

    private static readonly AggregateJob Quick = AggregateFolder.Job with { Measurements = [new CountRows(null, new GaussianNoise(5_000_000))], Outputs = [new AggregateOutput("rows", OutputFunction.Count, 0)] };

    private static readonly AggregateJob Endless = Quick with
    {
        DataVersion = Large,
        Reply = ReplyClass.Standard,
        Plan = new PerSubject(1, 1),
        Where = new AllOf([.. Enumerable.Range(0, 900).Select(i => new Compare("amount", Comparison.NotEqual, new NumberLiteral((10 * i) + 5)))]),
        Measurements = [.. Enumerable.Range(0, 16).Select(i => new TreeOf("visits", 0, 50 + i, 1, new GaussianNoise(5_000_000)))],
        Outputs = [.. Enumerable.Range(0, 16).Select(i => new AggregateOutput($"median {i}", OutputFunction.Quantile, i, 500))],
    };

    private static readonly AggregateJob Hungry = Quick with
    {
        DataVersion = Large,
        Reply = ReplyClass.Standard,
        Plan = new PerSubject(1, 5),
        GroupBy = [new PrivateKeys("shop")],
        Selection = new KeySelection(KeyMechanism.Gaussian, new GaussianNoise(5_000_000), 1_000_000_000, 1),
    };

    [Fact]
    public async Task Bombs_InAllSlotsOfTheirClass_EndAtTheDeadlineAndOthersAreAnswered()
    {
        using var folder = await AggregateFolder.CreateAsync();
        folder.Write(Large, """
            SELECT 'P' || (range % 1000000) AS id, 'west' AS home, 'a shop with a long name, number ' || range AS shop, DATE '2025-01-01' AS day,
                   CAST(range % 100 AS DECIMAL(18, 2)) AS amount, range % 50 AS visits, true AS ok, CAST(1 + range // 1000000 AS INTEGER) AS __rank FROM range(4000000)
            """);
        var options = new AggregateRunnerOptions(folder.Data, 2, MemoryMegabytes: 300);
        using var runner = new AggregateJobRunner(options, () => new NoiseAdder(new SecureBits()), TimeProvider.System, NullLogger<AggregateJobRunner>.Instance);
        (await RunAsync(runner, Quick)).Outcome.Problem.ShouldBeNull();

        var bombs = Enumerable.Range(0, options.Slots).SelectMany(_ => new[] { RunAsync(runner, Endless), RunAsync(runner, Hungry) }).ToList();
        var others = new List<(JobOutcome Outcome, TimeSpan Took)>();
        while (!bombs.TrueForAll(b => b.IsCompleted)) others.AddRange(await Task.WhenAll(RunAsync(runner, Quick), RunAsync(runner, Quick with { DataVersion = Large })));

        var ended = await Task.WhenAll(bombs);
        ended.Select(b => b.Outcome.Problem).ShouldAllBe(p => p == JobProblemCodes.JobFailed, "the control: each was too much for the worker");
        ended.Select(b => b.Took).ShouldAllBe(t => t >= ReplyTimes.Largest);
        others.Count.ShouldBeGreaterThanOrEqualTo(2, "others asked while the bombs ran");
        others.ShouldAllBe(o => o.Outcome.Problem == null);
        others.Select(o => o.Took).Order().ElementAt(others.Count / 2).ShouldBeLessThan(ReplyTimes.Of(ReplyClass.Standard), "most leave at the time of their class");
        (await RunAsync(runner, Quick with { DataVersion = Large })).Outcome.Problem.ShouldBeNull("the engine is well afterwards");
    }

    private static async Task<(JobOutcome Outcome, TimeSpan Took)> RunAsync(AggregateJobRunner runner, AggregateJob job)
    {
        var started = TimeProvider.System.GetTimestamp();
        var outcome = await runner.RunAsync(AggregateFolder.Bytes(job), TestContext.Current.CancellationToken);
        return (outcome, TimeProvider.System.GetElapsedTime(started));
    }
}
