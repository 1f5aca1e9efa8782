using System.Diagnostics;
using System.Net;
using System.Text;
using Gateway.Audit;
using Gateway.Audit.Completeness;
using Gateway.Workers;
using Testing.Processes;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests.Workers;

public sealed class WorkerSupervisorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Jobs_ThroughTheProxy_ReachABoxedWorker()
    {
        await using var farm = await WorkerFarm.StartAsync(2);
        await farm.ReadyAsync();

        using var answer = await ScoreAsync(farm);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        farm.Table.Find("scores-0")!.BootId.ToArray().ShouldNotBe(farm.Table.Find("scores-1")!.BootId.ToArray());
        farm.Table.Find("scores-2").ShouldBeNull();
        var started = farm.Log.Events.ToList();
        started.Select(e => e.Event).ShouldBe(["worker-started", "worker-started"]);
        started.Select(e => e.Facts!["instance"]).Order().ShouldBe(["scores-0", "scores-1"]);
        started.Select(e => e.Facts!["boot"]).ShouldContain(Convert.ToHexStringLower(farm.Table.Find("scores-0")!.BootId.Span));
    }

    [Fact]
    public async Task Kill_OfOneWorker_WithdrawsItAndBringsItBackUnderANewBoot()
    {
        await using var farm = await WorkerFarm.StartAsync(2);
        await farm.ReadyAsync();
        var before = farm.Table.Slot("scores-0")!.Running!;

        using (var process = Process.GetProcessById(before.Box.Id)) process.Kill();

        await Until.TrueAsync(() => Task.FromResult(farm.Table.Slot("scores-0")!.Running != before), Patience, "the death noticed");
        // The neighbour serves while the other is away; a job may meet the instance in the moment of its death, and is refused then.
        await Until.TrueAsync(
            async () =>
            {
                using var answer = await ScoreAsync(farm);
                return answer.StatusCode is HttpStatusCode.OK;
            },
            Patience,
            "an answer of the other worker");
        await farm.ReadyAsync();
        farm.Table.Find("scores-0")!.BootId.ToArray().ShouldNotBe(before.Worker.BootId.ToArray());
        farm.Table.Slot("scores-0")!.Running!.Socket.ShouldNotBe(before.Socket);
        farm.Health("scores-0").ShouldBe(DestinationHealth.Healthy);
        farm.Log.Events.Count(e => e.Event == "worker-started").ShouldBe(3);
        farm.Log.Events.Single(e => e.Event == "worker-ended").Facts!.ShouldNotContainKey("jobs");
        var killed = Convert.ToHexStringLower(before.Worker.BootId.Span);
        Check(farm).Findings.ShouldContain(f => f.Message.Contains(killed) && !f.IsProblem);
    }

    [Fact]
    public async Task Kill_OfTheOnlyWorker_LeavesNoDestinationUntilItIsBack()
    {
        await using var farm = await WorkerFarm.StartAsync(1);
        await farm.ReadyAsync();
        // Without a log no start is offered, so the instance stays away as long as the test looks at it.
        farm.Log.Fails = true;
        farm.Table.Slot("scores-0")!.Running!.Box.Kill();

        await Until.TrueAsync(() => Task.FromResult(!farm.Available("scores-0")), Patience, "the destination withdrawn");
        using (var refused = await ScoreAsync(farm)) refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        farm.Table.Find("scores-0").ShouldBeNull();

        farm.Log.Fails = false;
        await farm.ReadyAsync();
        using var answer = await ScoreAsync(farm);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Stop_OfTheGateway_EndsItsWorkers()
    {
        var farm = await WorkerFarm.StartAsync(1);
        await farm.ReadyAsync();
        var exited = farm.Table.Slot("scores-0")!.Running!.Box.Exited;

        await farm.DisposeAsync();

        exited.IsCompleted.ShouldBeTrue();
        (await exited).ShouldBe(0);
        farm.Log.Events.Select(e => e.Event).ShouldBe(["worker-started", "worker-ended"]);
        Check(farm).Findings.ShouldBeEmpty("it has signed that it ran no job");
    }

    [Fact]
    public async Task Isolation_None_IsAnEntryInTheLog()
    {
        await using var farm = await WorkerFarm.StartAsync(1, "none");
        await farm.ReadyAsync();

        farm.Log.Events.Select(e => e.Event).ShouldBe(["isolation-off", "worker-started"]);
    }

    private static CompletenessReport Check(WorkerFarm farm)
    {
        var check = new CompletenessCheck();
        foreach (var (index, entry) in farm.Log.Events.Index()) check.Add(new LogRecord(index, entry, default));
        return check.Finish();
    }

    private static async Task<HttpResponseMessage> ScoreAsync(WorkerFarm farm)
    {
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        return await farm.Client.PostAsync(new Uri("/v1/products/any/scores?x=1", UriKind.Relative), body, TestContext.Current.CancellationToken);
    }
}
