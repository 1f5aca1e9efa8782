using Gateway.Workers;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Workers;

public sealed class RestartScheduleTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RestartSchedule _schedule = new();

    [Fact]
    public void Next_OfAWorkerThatNeverComesUp_GrowsFromNothingToTenSeconds()
    {
        double[] waits = [.. Enumerable.Range(0, 10).Select(_ => Next(ready: TimeSpan.Zero))];

        waits.ShouldBe([0, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10]);
    }

    [Fact]
    public void Next_AfterAHealthyPeriod_IsImmediateAgain()
    {
        for (var i = 0; i < 5; i++) Next(ready: TimeSpan.FromSeconds(1));

        Next(RestartSchedule.HealthyAfter).ShouldBe(0);
        Next(RestartSchedule.HealthyAfter - TimeSpan.FromTicks(1)).ShouldBe(0.1);
    }

    private double Next(TimeSpan ready)
    {
        var began = _time.GetTimestamp();
        _time.Advance(ready);
        return _schedule.Next(_time.GetElapsedTime(began)).TotalSeconds;
    }
}
