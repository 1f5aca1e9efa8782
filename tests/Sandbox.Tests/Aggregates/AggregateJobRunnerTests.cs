using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sandbox.Aggregates;
using Sandbox.Jobs;
using Sandbox.Privacy.Noise;
using Sandbox.Protocol.Jobs;
using Sandbox.Tests.Privacy;
using Testing.Processes;

namespace Sandbox.Tests.Aggregates;

public sealed class AggregateJobRunnerTests : IAsyncLifetime
{
    private const string Broken = "ffffffffffffffffffffffffffffffff";
    private const string Endless = "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private AggregateFolder _folder = null!;
    private AggregateJobRunner _runner = null!;

    public async ValueTask InitializeAsync()
    {
        _folder = await AggregateFolder.CreateAsync();
        _runner = Runner(() => new NoiseAdder(new SeededBits(1)));
    }

    public ValueTask DisposeAsync()
    {
        _runner.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Answer_OfPublicKeys_HasOneRowAKeyWithTheTruthInMostIntervals()
    {
        using var exact = Runner(() => new NoNoise());
        var truth = AggregateFolder.Read((await RunAsync(exact, AggregateFolder.Job)).Answer.Span);
        var answer = AggregateFolder.Read((await RunAsync(_runner, AggregateFolder.Job)).Answer.Span);
        answer.Keys.ShouldBe(["home"]);
        answer.Outputs.ShouldBe(["rows", "mean"]);
        answer.Note.ShouldBeNull();
        answer.Rows.Select(r => r.Keys.Single()).ShouldBe(["东", "west", "O'Hare"]);
        truth.Rows.Sum(r => r.Values[0].Value).ShouldBeGreaterThan(1000);
        var values = answer.Rows.SelectMany(r => r.Values).Zip(truth.Rows.SelectMany(r => r.Values.Select(v => v.Value))).ToList();
        values.ShouldAllBe(v => v.First.Lower <= v.First.Value && v.First.Value <= v.First.Upper);
        values.Count(v => v.First.Lower <= v.Second && v.Second <= v.First.Upper).ShouldBeGreaterThanOrEqualTo(5);
        values.Any(v => v.First.Value != v.Second).ShouldBeTrue("there is noise");
    }

    [Fact]
    public async Task Answer_WhereTimersGoOffEarly_LeavesNoSooner()
    {
        using var runner = new AggregateJobRunner(new AggregateRunnerOptions(_folder.Data, 2), () => new NoNoise(), new HastyTimers(), _log);
        var started = TimeProvider.System.GetTimestamp();
        (await runner.RunAsync(AggregateFolder.Bytes(AggregateFolder.Job), TestContext.Current.CancellationToken)).Problem.ShouldBeNull();
        TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThanOrEqualTo(ReplyTimes.Of(AggregateFolder.Job.Reply));
    }

    [Fact]
    public async Task Answer_OfTheSameJobTwice_HasFreshNoise()
    {
        using var runner = Runner(() => new NoiseAdder(new SecureBits()));
        var first = await RunAsync(runner, AggregateFolder.Job);
        (await RunAsync(runner, AggregateFolder.Job)).Answer.ToArray().ShouldNotBe(first.Answer.ToArray());
    }

    [Fact]
    public async Task Answer_OfPrivateKeys_HasOnlyLargeOnesInTheOrderOfTheirBytesAndTheFixedSentence()
    {
        var job = AggregateFolder.Job with
        {
            GroupBy = [new PrivateKeys("shop")],
            Selection = new KeySelection(KeyMechanism.Laplace, new LaplaceNoise(2_000_000), 10_000_000_000, 10),
            Outputs = [new AggregateOutput("people", OutputFunction.Count, null)],
            Measurements = [],
        };
        var answer = AggregateFolder.Read((await RunAsync(_runner, job)).Answer.Span);
        answer.Note.ShouldBe(AggregateAnswer.SmallKeysNote);
        answer.Rows.Select(r => r.Keys.Single()).ShouldBe([null, "s0", "s1", "s2", "s3", "s4"]);
        var none = AggregateFolder.Read((await RunAsync(_runner, job with { Selection = job.Selection with { MinSubjects = 100_000 } })).Answer.Span);
        none.Rows.ShouldBeEmpty();
        none.Note.ShouldBe(AggregateAnswer.SmallKeysNote);
    }

    [Theory]
    [InlineData(ReplyClass.Quick, 1)]
    [InlineData(ReplyClass.Standard, 5)]
    public async Task Answer_ReadyEarly_LeavesAtTheTimeOfItsClass(ReplyClass reply, int seconds)
    {
        var taken = new List<TimeSpan>();
        while (taken.Count < 20 && !taken.Exists(t => t < TimeSpan.FromSeconds(seconds + 1))) taken.Add(await TimeAsync(reply, TimeSpan.FromSeconds(seconds)));

        // Never earlier; and no later, unless the machine was too slow to be ready.
        taken.ShouldAllBe(t => t >= TimeSpan.FromSeconds(seconds));
        taken.Min().ShouldBeLessThan(TimeSpan.FromSeconds(seconds + 1));
    }

    [Fact]
    public async Task Answer_NotReadyAtTheTimeOfItsClass_LeavesAtTheLastInstant()
    {
        using var gate = new ManualResetEventSlim();
        using var runner = Runner(() =>
        {
            gate.Wait(TestContext.Current.CancellationToken);
            return new NoNoise();
        });
        var running = runner.RunAsync(AggregateFolder.Bytes(AggregateFolder.Job), default).AsTask();
        _time.Advance(ReplyTimes.Of(ReplyClass.Quick) + TimeSpan.FromMilliseconds(1));
        gate.Set();
        _time.Advance(ReplyTimes.Largest - ReplyTimes.Of(ReplyClass.Quick) - TimeSpan.FromMilliseconds(2));
        running.IsCompleted.ShouldBeFalse();
        await FinishAsync(running);
    }

    [Fact]
    public async Task Failure_OfTheEngine_IsOneProblemAtTheLastInstant()
    {
        // Values that no import lets through break the engine's casts.
        _folder.Write(Broken, Rows("'not a date'", "10"));
        var job = AggregateFolder.Job with { DataVersion = Broken, Where = new Compare("day", Comparison.Less, new DateLiteral(new DateOnly(2025, 1, 2))) };
        var running = _runner.RunAsync(AggregateFolder.Bytes(job), default).AsTask();
        await Until.TrueAsync(() => Task.FromResult(!_log.Entries.IsEmpty), TimeSpan.FromSeconds(60), "the failure");
        _log.Entries.ShouldBe(["An aggregate failed: DuckDB.NET.Data.DuckDBException."]);
        await ShouldFailAtTheEndAsync(running);
    }

    [Fact]
    public async Task Failure_ByTime_IsTheSameProblemAtTheLastInstant()
    {
        _folder.Write(Endless, Rows("DATE '2025-01-01'", "3000000"));
        var job = AggregateFolder.Job with
        {
            DataVersion = Endless,
            Where = new AnyOf([.. Enumerable.Range(0, 400).Select(i => new Negate(new Compare("visits", Comparison.Less, new NumberLiteral(i))))]),
            Plan = new PerSubject(1, 1),
        };
        await ShouldFailAtTheEndAsync(_runner.RunAsync(AggregateFolder.Bytes(job), default).AsTask());
    }

    [Fact]
    public async Task Job_OnAnUnknownVersionOrOneWithoutRanks_IsStale()
    {
        _folder.Write(Broken, "SELECT 1 AS id");
        foreach (var version in new[] { new string('9', 32), Broken })
            (await _runner.RunAsync(AggregateFolder.Bytes(AggregateFolder.Job with { DataVersion = version }), default)).Problem.ShouldBe(JobProblemCodes.StaleVersion);
    }

    [Fact]
    public async Task Job_ThatBreaksItsRules_IsABadJob()
    {
        var job = AggregateFolder.Job;
        var price = new GaussianNoise(1);
        AggregateJob[] bad =
        [
            job with { Plan = new RankedRows(0) },
            job with { Plan = new PerSubject(1, 0) },
            job with { GroupBy = [new PrivateKeys("shop")] },
            job with { Selection = new KeySelection(KeyMechanism.Gaussian, price, 1, 1) },
            job with { GroupBy = [new PrivateKeys("shop")], Selection = new KeySelection(KeyMechanism.Gaussian, price, 4, 1) },
            job with { GroupBy = [new PrivateKeys("shop")], Selection = new KeySelection(KeyMechanism.Gaussian, new LaplaceNoise(1), 1_000, 1) },
            job with { GroupBy = [new PublicKeys("amount", [new NumberLiteral(1)])] },
            job with { GroupBy = [new PublicKeys("id", [new TextLiteral("P1")])] },
            job with { GroupBy = [new PublicKeys("home", [new NumberLiteral(1)])] },
            job with { GroupBy = [new PublicKeys("home", [new TextLiteral("a"), new TextLiteral("a")])] },
            job with { GroupBy = [new Bins("amount", [0, 0])] },
            job with { GroupBy = [new Bins("amount", [0, 1]), new PublicKeys("visits", [.. Enumerable.Range(0, 10_001).Select(i => new NumberLiteral(i))])] },
            job with { Where = new Compare("__rank", Comparison.Less, new NumberLiteral(2)) },
            job with { Where = new Compare("id", Comparison.Equal, new TextLiteral("P1")) },
            job with { Where = new Compare("home", Comparison.Less, new TextLiteral("x")) },
            job with { Where = new Compare("home", Comparison.Equal, new TextLiteral("\0")) },
            job with { Where = new AllOf([]) },
            job with { Where = Enumerable.Range(0, 20).Aggregate((AggregatePredicate)new Missing("shop"), (p, _) => new Negate(p)) },
            job with { Where = new OneOf("shop", [.. Enumerable.Range(0, 1001).Select(i => new TextLiteral($"{i}"))]) },
            job with { Measurements = [new SumOf("amount", 0, (1L << 43) + 1, price)], Outputs = [new AggregateOutput("x", OutputFunction.Sum, 0)] },
            job with { Measurements = [new SumOf("amount", 0, 0, price)], Outputs = [new AggregateOutput("x", OutputFunction.Sum, 0)] },
            job with { Measurements = [new MomentsOf("amount", 5, 5, 1, price)], Outputs = [new AggregateOutput("x", OutputFunction.Mean, 0)] },
            job with { Measurements = [new MomentsOf("home", 0, 5, 1, price)], Outputs = [new AggregateOutput("x", OutputFunction.Mean, 0)] },
            job with { Measurements = [new MomentsOf("amount", 0, 5, 1, price)], Outputs = [new AggregateOutput("x", OutputFunction.Variance, 0)] },
            job with { Measurements = [new TreeOf("amount", 0, 5, 13, price)], Outputs = [new AggregateOutput("x", OutputFunction.Quantile, 0, 500)] },
            job with { Measurements = [new CountRows(null, new GaussianNoise(0))], Outputs = [new AggregateOutput("x", OutputFunction.Count, 0)] },
            job with { Measurements = [new CountRows(null, new LaplaceNoise(10_000_001))], Outputs = [new AggregateOutput("x", OutputFunction.Count, 0)] },
            job with { Outputs = [] },
            job with { Outputs = [new AggregateOutput("x", OutputFunction.Count, 2)] },
            job with { Outputs = [new AggregateOutput("x", OutputFunction.Count, null)] },
            job with { Outputs = [new AggregateOutput("x", OutputFunction.Count, 0), new AggregateOutput("x", OutputFunction.Count, 0)] },
            job with { Outputs = [new AggregateOutput("x", OutputFunction.Count, 0, RoundTo: 0)] },
            job with { Outputs = [new AggregateOutput("x", OutputFunction.Count, 0, QuantilePerMille: 1)] },
        ];
        foreach (var (broken, i) in bad.Select((b, i) => (b, i)))
            (await _runner.RunAsync(AggregateFolder.Bytes(broken), default)).Problem.ShouldBe(JobProblemCodes.BadJob, $"job {i}");
        foreach (var text in new[] { "", "null", "{}", "[]", """{"product":"p"}""", Encoding.UTF8.GetString(AggregateFolder.Bytes(job)).Replace("\"plan\":", "\"plam\":") })
            (await _runner.RunAsync(Encoding.UTF8.GetBytes(text), default)).Problem.ShouldBe(JobProblemCodes.BadJob, text);
    }

    // By the clock, when the engine is as good as ready before the time of the class.
    private async Task<TimeSpan> TimeAsync(ReplyClass reply, TimeSpan due)
    {
        var (start, noisy) = (_time.GetUtcNow(), new TaskCompletionSource());
        using var runner = Runner(() =>
        {
            noisy.TrySetResult();
            return new NoNoise();
        });
        var running = runner.RunAsync(AggregateFolder.Bytes(AggregateFolder.Job with { Reply = reply }), default).AsTask();
        await Until.TrueAsync(() => Task.FromResult(noisy.Task.IsCompleted), TimeSpan.FromSeconds(60), "the engine");
        _time.Advance(due - TimeSpan.FromMilliseconds(1));
        await FinishAsync(running);
        (await running).Problem.ShouldBeNull();
        return _time.GetUtcNow() - start;
    }

    private AggregateJobRunner Runner(Func<INoiseAdder> noise) =>
        new(new AggregateRunnerOptions(_folder.Data, 2), noise, _time, _log);

    private async Task<JobOutcome> RunAsync(AggregateJobRunner runner, AggregateJob job)
    {
        var running = runner.RunAsync(AggregateFolder.Bytes(job), default).AsTask();
        await FinishAsync(running);
        return await running;
    }

    // Time goes on until the answer is there: the engine's own time is real and not to be foreseen, the clock's is not.
    private Task FinishAsync(Task running) => Until.TrueAsync(
        () =>
        {
            if (!running.IsCompleted) _time.Advance(TimeSpan.FromMilliseconds(20));
            return Task.FromResult(running.IsCompleted);
        },
        TimeSpan.FromSeconds(120), "an answer");

    private async Task ShouldFailAtTheEndAsync(Task<JobOutcome> running)
    {
        _time.Advance(ReplyTimes.Largest - TimeSpan.FromMilliseconds(1));
        running.IsCompleted.ShouldBeFalse();
        await FinishAsync(running);
        (await running).Problem.ShouldBe(JobProblemCodes.JobFailed);

        // The worker is well afterwards.
        (await RunAsync(_runner, AggregateFolder.Job)).Problem.ShouldBeNull();
    }

    private static string Rows(string day, string count) => $"""
        SELECT 'P' || (range % 100000) AS id, 'west' AS home, 's' || range AS shop, {day} AS day, CAST(range % 100 AS DECIMAL(18, 2)) AS amount,
               range % 50 AS visits, true AS ok, CAST(1 + range % 5 AS INTEGER) AS __rank FROM range({count})
        """;

    private sealed class NoNoise : INoiseAdder
    {
        public System.Numerics.BigInteger Add(System.Numerics.BigInteger exact, INoise noise) => exact;
    }

    /// <summary>The clock of the wall, with timers that are 20 ms fast.</summary>
    private sealed class HastyTimers : TimeProvider
    {
        private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(20);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > 2 * Early ? dueTime - Early : dueTime, period);
    }
}
