using Microsoft.Extensions.Options;
using Sandbox.Box;
using Sandbox.Protocol.Workers;
using Yarp.ReverseProxy;

namespace Gateway.Workers;

/// <summary>
/// Keeps every instance running: starts it, offers it for jobs once it answers, withdraws it the moment that it ends, starts it again. When the
/// gateway is killed the workers die with it, and the next gateway starts new ones with new keys: no permit outlives either side.
/// </summary>
internal sealed class WorkerSupervisor(
    WorkerTable table,
    WorkerStarter starter,
    WorkerHealth health,
    WorkerMetrics metrics,
    IProxyStateLookup proxy,
    WorkerEvents events,
    IOptions<WorkerOptions> options,
    TimeProvider time,
    ILogger<WorkerSupervisor> logger) : BackgroundService
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private BoxLauncher? _launcher;

    /// <inheritdoc/>
    /// <exception cref="BoxUnavailableException">No box can be made here: the gateway does not start.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _launcher = await BoxLauncher.OpenAsync(options.Value.Isolation, cancellationToken);
        if (_launcher.Isolation is Isolation.None)
        {
            WorkersLog.IsolationOff(logger);
            await events.IsolationOffAsync(cancellationToken);
        }
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _launcher?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(table.Slots.Select(slot => KeepAsync(_launcher!, slot, stoppingToken)));

    private async Task KeepAsync(BoxLauncher launcher, WorkerSlot slot, CancellationToken stopping)
    {
        var schedule = new RestartSchedule();
        while (true)
        {
            TimeSpan wait;
            try
            {
                var (exitCode, lived) = await RunAsync(launcher, slot, stopping);
                if (stopping.IsCancellationRequested) return;
                wait = schedule.Next(lived);
                WorkersLog.Ended(logger, slot.Instance, exitCode, wait);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                // Whatever kept this start from running - the disk, the process table, the log - may not keep the next.
                wait = schedule.Next(TimeSpan.Zero);
                WorkersLog.NotStarted(logger, e, slot.Instance, wait);
            }
            await Task.Delay(wait, time, stopping);
            metrics.Restarted(slot.Instance);
        }
    }

    /// <summary>One start, from beginning to end.</summary>
    /// <returns>How it ended, and how long it was ready for jobs.</returns>
    private async Task<(int ExitCode, TimeSpan Lived)> RunAsync(BoxLauncher launcher, WorkerSlot slot, CancellationToken stopping)
    {
        Offer(slot, null);
        var worker = await starter.StartAsync(launcher, slot);
        await using var box = worker.Box;
        using var statements = new WorkerStatements(worker, slot.Instance);
        if (await starter.ReadyAsync(worker, statements, slot.Instance, stopping) is not { } first)
        {
            box.Kill();
            return (await box.Exited, TimeSpan.Zero);
        }

        // No record, no answer: a start that is not in the log gets no job.
        await events.StartedAsync(slot, first, stopping);
        var ready = time.GetTimestamp();
        WorkersLog.Ready(logger, slot.Instance, first.Boot, box.Id);
        Offer(slot, worker);
        try
        {
            await events.CountAsync(statements, box.Exited, stopping);
            Offer(slot, null);
            await events.EndedAsync(slot, first.Boot, last: null);
            return (await box.Exited, time.GetElapsedTime(ready));
        }
        catch (OperationCanceledException)
        {
            await events.EndedAsync(slot, first.Boot, await StopAsync(box, statements));
            throw;
        }
        finally
        {
            Offer(slot, null);
        }
    }

    private void Offer(WorkerSlot slot, RunningWorker? worker)
    {
        slot.Running = worker;
        if (proxy.TryGetCluster(WorkerProxyConfig.ClusterOf(slot.Kind), out var cluster)) health.Changed(cluster, slot.Instance);
    }

    // The end of its input asks a worker to finish. The proxy has stopped before, so that no job is under way but one that hangs.
    private async Task<WorkerStatement?> StopAsync(BoxProcess box, WorkerStatements statements)
    {
        WorkerStatement? last = null;
        try
        {
            last = await statements.EndAsync(CancellationToken.None).WaitAsync(Grace, time);
            box.Input.Close();
            await box.Exited.WaitAsync(Grace, time);
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            box.Kill();
        }
        return last;
    }
}
