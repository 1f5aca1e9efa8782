using Gateway.Audit;
using Gateway.Tests.Identity;
using Gateway.Witnesses;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Testing.Processes;

namespace Gateway.Tests.Witnesses;

public sealed class WitnessWatchTests
{
    [Fact]
    public async Task Watch_WitnessesAwayAndBack_WritesBothOnce()
    {
        var time = new FakeTimeProvider();
        var tail = new CosignTail(Options.Create(new WitnessOptions { MaxTail = TimeSpan.FromSeconds(60) }), time);
        var log = new RecordingLog();
        using var watch = new WitnessWatch(tail, log, time, NullLogger<WitnessWatch>.Instance);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        tail.Waits();
        await ToldAsync(time, log, 1);
        for (var i = 0; i < 20; i++) time.Advance(TimeSpan.FromSeconds(10));
        tail.CaughtUp();
        await ToldAsync(time, log, 2);
        log.Events.Select(e => e.Event).ShouldBe(["witness-stale", "witness-back"]);
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    private static Task ToldAsync(FakeTimeProvider time, RecordingLog log, int events) => Until.TrueAsync(
        () =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(log.Events.Count == events);
        },
        TimeSpan.FromSeconds(30),
        "the event");
}
