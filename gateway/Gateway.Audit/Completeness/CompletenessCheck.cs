using System.Globalization;

namespace Gateway.Audit.Completeness;

/// <summary>
/// Whether every job that a worker ran, and every charge that the ledger made, has an entry. It takes the entries of one log in their order, and remembers
/// little more than what is under way. Whether the entries are the log's, <see cref="AccessLogVerifier"/> tells.
/// </summary>
public sealed class CompletenessCheck
{
    private readonly Dictionary<string, WorkerChain> _workers = new(StringComparer.Ordinal);
    private readonly List<CompletenessFinding> _findings = [];
    private readonly LedgerChain _ledger = new();
    private readonly bool _whole;
    private DateTimeOffset _until;
    private long _jobs;

    /// <summary>A check.</summary>
    /// <param name="whole">The entries begin with the log's first. Otherwise what came before them is not missed.</param>
    public CompletenessCheck(bool whole = true) => _whole = whole;

    /// <summary>Adds the next entry.</summary>
    public void Add(LogRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Entry.Time > _until) _until = record.Entry.Time;
        if (record.Entry is AccessEntry access) AddAccess(record.Index, access);
        else if (record.Entry is EventEntry { Facts: { } facts } @event) AddEvent(record.Index, @event, facts, context: false);
    }

    /// <summary>Adds an entry from before those that are looked at: the start of a worker, for its key.</summary>
    public void AddContext(LogRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Entry is EventEntry { Event: WorkerProof.Started, Facts: { } facts } @event) AddEvent(record.Index, @event, facts, context: true);
    }

    /// <summary>What was found; after the last entry.</summary>
    public CompletenessReport Finish()
    {
        foreach (var worker in _workers.Values) worker.Finish(_until);
        _ledger.Finish(_whole, _findings);
        return new CompletenessReport(_workers.Count, _jobs, _ledger.Count, _findings);
    }

    private void AddAccess(long index, AccessEntry entry)
    {
        if (entry is { LedgerSequence: { } sequence, LedgerHash: { } hash }) _ledger.Add(index, sequence, hash, _findings);
        if (entry.WorkerBoot is not { } boot) return;
        var worker = Worker(boot);
        if (entry.WorkerCounter is not { } counter) worker.Lost();
        else if (entry.Replay == true) worker.Resent(counter);
        else
        {
            _jobs++;
            worker.Ran(new WorkerJob(index, counter, Hash(entry.ResultHash), Hash(entry.WorkerLink)));
        }
    }

    private void AddEvent(long index, EventEntry entry, IReadOnlyDictionary<string, string> facts, bool context)
    {
        var (boot, signature) = (Fact("boot"), Fact("signature"));
        if (entry.Event == WorkerProof.Started) Worker(boot).Started(index, Fact("key"), signature, context);
        else if (entry.Event is WorkerProof.Counted or WorkerProof.Ended && facts.ContainsKey("jobs"))
        {
            _ = long.TryParse(Fact("jobs"), NumberStyles.None, CultureInfo.InvariantCulture, out var jobs);
            Worker(boot).Said(new WorkerCount(index, entry.Time, jobs, Fact("link"), entry.Event == WorkerProof.Ended, signature));
        }

        string Fact(string name) => facts.GetValueOrDefault(name) ?? "";
    }

    private WorkerChain Worker(string boot)
    {
        if (!_workers.TryGetValue(boot, out var worker)) _workers[boot] = worker = new WorkerChain(boot, _whole, _findings);
        return worker;
    }

    private static byte[]? Hash(string? text)
    {
        var hash = new byte[Merkle.TreeHash.Size];
        return text is not null && Notes.NoteSyntax.TryBase64(text, hash) ? hash : null;
    }
}
