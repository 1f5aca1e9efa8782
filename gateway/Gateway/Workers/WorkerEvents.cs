using System.Globalization;
using Gateway.Audit;
using Gateway.Audit.Completeness;
using Sandbox.Protocol.Workers;

namespace Gateway.Workers;

/// <summary>What the log says of the lives of workers. What they sign makes jobs that were never logged show as gaps.</summary>
internal sealed class WorkerEvents(IAccessLog log, TimeProvider time, ILogger<WorkerEvents> logger)
{
    /// <summary>The event of workers without boxes.</summary>
    public const string IsolationOff = "isolation-off";

    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(1);

    /// <summary>Workers are not boxed.</summary>
    public Task IsolationOffAsync(CancellationToken cancellation) => RecordAsync(IsolationOff, [], cancellation);

    /// <summary>A worker is ready, and has shown its key.</summary>
    public Task StartedAsync(WorkerSlot slot, WorkerStatement first, CancellationToken cancellation) => RecordAsync(
        WorkerProof.Started, new(Facts(slot, first.Boot), StringComparer.Ordinal) { ["key"] = first.Key, ["signature"] = first.Signature }, cancellation);

    /// <summary>Records each second, while jobs are answered, what the worker signs of them; until the box has ended.</summary>
    /// <exception cref="OperationCanceledException">The gateway stops.</exception>
    public async Task CountAsync(WorkerStatements statements, Task exited, CancellationToken stopping)
    {
        for (long counted = 0; await Task.WhenAny(exited, Task.Delay(CountEvery, time, stopping)) != exited;)
        {
            stopping.ThrowIfCancellationRequested();
            if (await statements.TallyAsync(stopping) is not { } tally || tally.Jobs == counted) continue;
            if (await TryRecordAsync(WorkerProof.Counted, Said(new(StringComparer.Ordinal) { ["boot"] = tally.Boot }, tally))) counted = tally.Jobs;
        }
    }

    /// <summary>A worker has ended. Without its last statement, nobody knows what it answered after the one before.</summary>
    public Task EndedAsync(WorkerSlot slot, string boot, WorkerStatement? last) =>
        TryRecordAsync(WorkerProof.Ended, last is null ? Facts(slot, boot) : Said(Facts(slot, boot), last));

    private static Dictionary<string, string> Facts(WorkerSlot slot, string boot) =>
        new(StringComparer.Ordinal) { ["instance"] = slot.Instance, ["kind"] = WorkerKindName.Of(slot.Kind), ["boot"] = boot };

    private static Dictionary<string, string> Said(Dictionary<string, string> facts, WorkerStatement statement)
    {
        facts["jobs"] = statement.Jobs.ToString(CultureInfo.InvariantCulture);
        facts["link"] = statement.Link;
        facts["signature"] = statement.Signature;
        return facts;
    }

    private async Task<bool> TryRecordAsync(string what, Dictionary<string, string> facts)
    {
        try
        {
            await RecordAsync(what, facts, CancellationToken.None);
            return true;
        }
        catch (LogUnavailableException e)
        {
            WorkersLog.NotRecorded(logger, e, what);
            return false;
        }
    }

    private async Task RecordAsync(string what, Dictionary<string, string> facts, CancellationToken cancellation) =>
        await log.AppendAsync(new EventEntry { Time = time.GetUtcNow(), Event = what, Facts = facts }, [], cancellation);
}
