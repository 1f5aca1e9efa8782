using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Sandbox.Box;
using Sandbox.Protocol;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Workers;

namespace Gateway.Workers;

/// <summary>Starts one worker: a new boot id, a new key, a new socket, and waits until it answers.</summary>
internal sealed class WorkerStarter(
    WorkerPlaces places, IOptions<WorkerOptions> options, TimeProvider time, ILogger<WorkerStarter> logger)
{
    private const int LongestLine = 2_000;
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts the box and hands it its key. It is not ready yet.</summary>
    public async Task<RunningWorker> StartAsync(BoxLauncher launcher, WorkerSlot slot)
    {
        var (kind, instance) = (slot.Kind, slot.Instance);
        var folder = places.PrepareSocketFolder(instance);
        _ = PostgresSocket.TryParse(options.Value.Postgres, out var postgres);
        var profile = BoxProfile.Serving(kind, options.Value.Path, places.Data, folder, options.Value.Limits, postgres);
        var view = profile.ViewUnder(launcher.Isolation);
        var bootId = RandomNumberGenerator.GetBytes(PermitKey.BootIdSize);
        var key = RandomNumberGenerator.GetBytes(PermitKey.Size);
        var socket = Convert.ToHexStringLower(bootId)[..WorkerPlaces.SocketNameLength];

        var box = await launcher.StartAsync(profile);
        _ = RelayAsync(box.Output, instance);
        _ = RelayAsync(box.Error, instance);
        var start = new WorkerStart(
            kind,
            Convert.ToHexStringLower(bootId),
            Convert.ToBase64String(key),
            Path.Combine(view.SocketFolder, socket),
            view.Data,
            view.Postgres);
        try
        {
            await box.Input.WriteLineAsync(JsonSerializer.Serialize(start, ProtocolJson.Default.WorkerStart));
            await box.Input.FlushAsync();
        }
        catch (IOException)
        {
            // It has ended before it read its key, and never becomes ready; its exit code tells the rest.
        }
        return new RunningWorker(new Worker(bootId, new PermitKey(key)), places.Socket(instance, socket), box);
    }

    /// <summary>Asks until the worker answers, and shows its key.</summary>
    /// <returns>Its first statement; null when it ended first, or took longer than it may.</returns>
    public async Task<WorkerStatement?> ReadyAsync(RunningWorker worker, WorkerStatements statements, string instance, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.Value.StartTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            while (!worker.Box.Exited.IsCompleted)
            {
                if (File.Exists(worker.Socket) && await statements.TallyAsync(either.Token) is { } first) return first;
                await Task.Delay(AskEvery, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            WorkersLog.NotReady(logger, instance, options.Value.StartTimeout);
        }
        return null;
    }

    // Reads to the end, so that a worker never blocks on a full pipe.
    private async Task RelayAsync(StreamReader from, string instance)
    {
        await foreach (var (line, _) in BoundedLines.ReadAsync(from, LongestLine)) WorkersLog.Said(logger, instance, line);
    }
}
