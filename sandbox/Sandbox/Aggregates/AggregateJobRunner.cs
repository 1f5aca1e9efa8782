using System.Collections.Frozen;
using Sandbox.Aggregates.Engines;
using Sandbox.Jobs;
using Sandbox.Privacy.Noise;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>
/// An aggregate job from its bytes to the answer's. What is wrong with the job is told at once: it does not depend on the data. Everything else leaves at a time
/// that does not either, be it an answer or the one failure that there is.
/// </summary>
internal sealed partial class AggregateJobRunner(
    AggregateRunnerOptions options, Func<INoiseAdder> noise, TimeProvider time, ILogger<AggregateJobRunner> logger) : IJobRunner, IDisposable
{
    private readonly OpenVersions<OpenEngine> _versions = new((dataset, version) => OpenEngine.TryOpen(options, dataset, version));

    // By class, so that those that may take long never make those wait that are quick.
    private readonly FrozenDictionary<ReplyClass, SemaphoreSlim> _slots =
        Enum.GetValues<ReplyClass>().ToFrozenDictionary(reply => reply, _ => new SemaphoreSlim(options.Slots));

    public async ValueTask<JobOutcome> RunAsync(ReadOnlyMemory<byte> job, CancellationToken cancellation)
    {
        var arrived = time.GetTimestamp();
        if (!AggregateJobReader.TryRead(job.Span, out var read)) return JobOutcome.Refused(JobProblemCodes.BadJob);
        var lease = _versions.TryLease(read.Dataset, read.DataVersion);
        if (lease is null) return JobOutcome.Refused(JobProblemCodes.StaleVersion);
        if (BoundJob.TryBind(read, lease.Opened.Spec) is not { } bound)
        {
            lease.Dispose();
            return JobOutcome.Refused(JobProblemCodes.BadJob);
        }

        using var late = new CancellationTokenSource(ReplyTimes.Largest, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var answering = AnswerAsync(bound, lease, stop.Token);
        await UntilAsync(arrived, ReplyTimes.Of(read.Reply), cancellation);

        // Not ready by then: whenever it would be, it leaves at the last instant of all.
        if (!answering.IsCompletedSuccessfully || answering.Result is null) await UntilAsync(arrived, ReplyTimes.Largest, cancellation);
        if (!answering.IsCompleted) LogStuck();
        return answering is { IsCompletedSuccessfully: true, Result: { } answer } ? JobOutcome.Answered(answer) : JobOutcome.Refused(JobProblemCodes.JobFailed);
    }

    public void Dispose()
    {
        _versions.Dispose();
        foreach (var slots in _slots.Values) slots.Dispose();
    }

    // Null for every failure. An engine that does not stop when it is told to keeps its slot and its version, and nobody waits for it.
    private async Task<byte[]?> AnswerAsync(BoundJob job, LeasedVersion<OpenEngine> lease, CancellationToken stop)
    {
        await Task.Yield();
        using var held = lease;
        var slots = _slots[job.Job.Reply];
        try
        {
            await slots.WaitAsync(stop);
            try
            {
                var exact = await Task.Run(() => ExactTable.ReadAsync(job, held.Opened.Engine, stop), stop);
                return await Task.Run(() => AnswerTable.Write(job, NoisyTable.Of(job, exact, noise())), stop);
            }
            finally
            {
                slots.Release();
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception failure)
        {
            // The type only: a message could carry a value of the data.
            LogFailed(failure.GetType().FullName);
            return null;
        }
    }

    private async Task UntilAsync(long arrived, TimeSpan leaves, CancellationToken cancellation)
    {
        // Timers count whole milliseconds, on a coarser clock: one may go off early.
        while (leaves - time.GetElapsedTime(arrived) is { Ticks: > 0 } left) await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, cancellation);
    }

    [LoggerMessage(2201, LogLevel.Error, "An aggregate failed: {ExceptionType}.")]
    private partial void LogFailed(string? exceptionType);

    [LoggerMessage(2202, LogLevel.Critical, "An aggregate does not stop though its time is over. Its slot stays taken until it does.")]
    private partial void LogStuck();
}
