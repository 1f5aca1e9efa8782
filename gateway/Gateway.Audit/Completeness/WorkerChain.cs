using System.Globalization;
using System.Security.Cryptography;

namespace Gateway.Audit.Completeness;

/// <summary>
/// The jobs of one start of a worker. Entries come in the log's order, which is nearly the order of the jobs; the chain is followed job by job, and what is
/// ahead waits. A count that the worker signed holds for the link that its job has, and so for every job before.
/// </summary>
internal sealed class WorkerChain(string boot, bool whole, List<CompletenessFinding> findings)
{
    // No worker has as many jobs under way at once: what is still missing then was never logged.
    private const int Window = 65_536;

    // The connection to a worker carries 256 requests at once: so far an entry may be from where its job stands.
    private const int UnderWay = 1024;
    private static readonly TimeSpan LongestJob = TimeSpan.FromMinutes(1);
    private readonly SortedDictionary<long, WorkerJob> _ahead = [];
    private readonly Dictionary<long, byte[]> _unsigned = [];
    private readonly List<WorkerCount> _counts = [];
    private readonly List<WorkerCount> _open = [];
    private readonly JobGaps _gaps = new();
    private ECDsa? _key;
    private byte[]? _link = whole ? WorkerProof.First(boot) : null;
    private long? _next = whole ? 1 : null;
    private long _first = 1;
    private long _signed;
    private long _lost;
    private bool _started;
    private bool _begins = whole;

    /// <summary>The worker's start; <paramref name="context"/>: it lies before the entries that are looked at.</summary>
    public void Started(long index, string key, string signature, bool context)
    {
        if (_started)
        {
            Find(CompletenessKind.JobInvented, index, $"Entry {index} lets worker start {boot} begin once more.");
            return;
        }

        _started = true;
        _key = WorkerProof.ReadKey(key);
        if (!context) (_begins, _next, _link) = (true, 1, WorkerProof.First(boot));
        if (_key is null || WorkerProof.First(boot) is not { } first || !WorkerProof.Verify(_key, boot, 0, Convert.ToBase64String(first), ended: false, signature))
            Find(CompletenessKind.WorkerMissing, index, $"Entry {index} names no key that worker start {boot} has shown to be its own.");
    }

    /// <summary>An entry names a job.</summary>
    public void Ran(WorkerJob job)
    {
        if (job.Counter < _next ? !_gaps.TryFill(job.Counter) : !_ahead.TryAdd(job.Counter, job))
            Find(CompletenessKind.JobInvented, job.Index, $"Entry {job.Index} names job {job.Counter} of worker start {boot}, which another entry names.");
        if (_next is not null) Follow();
        if (_ahead.Count > Window) Skip(_ahead.Keys.First());
    }

    /// <summary>A job's stored answer was sent again.</summary>
    public void Resent(long counter) => _gaps.Name(counter);

    /// <summary>A job was sent, and its answer did not come back.</summary>
    public void Lost() => _lost++;

    /// <summary>The worker has signed a count.</summary>
    public void Said(WorkerCount count)
    {
        if (_key is null) return; // told of by the start, or by its absence
        if (!WorkerProof.Verify(_key, boot, count.Jobs, count.Link, count.Ended, count.Signature))
        {
            Find(CompletenessKind.JobAltered, count.Index, $"Entry {count.Index} states a count that worker start {boot} has not signed.");
            return;
        }

        if (_counts is [.., var last] && (count.Jobs < last.Jobs || last.Ended))
            Find(CompletenessKind.JobAltered, count.Index, $"Entry {count.Index} lets worker start {boot} count backwards, or after its end.");
        _counts.Add(count);
        _open.Add(count);
        Settle();
    }

    /// <summary>Tells of all that is missing; after the last entry.</summary>
    /// <param name="until">The time of the last entry.</param>
    public void Finish(DateTimeOffset until)
    {
        while (_ahead.Count > 0) Skip(_ahead.Keys.First());
        var named = (_next ?? 1) - 1;
        var counted = _counts is [.., var last] ? last.Jobs : 0;
        if (_next is not null && counted > named) _gaps.Add(named + 1, counted);
        foreach (var (from, to) in _gaps.Left()) TellGap(from, to, Math.Max(named, counted), until);
        if (!_started)
        {
            var kind = _begins ? CompletenessKind.WorkerMissing : CompletenessKind.Unknown;
            Find(kind, null, $"The start of worker {boot} is not among the entries: what it signed cannot be verified.");
        }
        else if (_counts is not [.., { Ended: true }])
        {
            Find(CompletenessKind.Unknown, null, $"Worker start {boot} signed no end: whether it ran a job after job {Math.Max(named, counted)} cannot be known.");
        }
        else if (named > counted)
        {
            Find(CompletenessKind.JobInvented, null, $"Entries name {named} jobs of worker start {boot}, which has signed that it ran {counted}.");
        }

        if (_started && named > Math.Max(_signed, counted))
            Find(CompletenessKind.Unknown, null, $"Worker start {boot} signed no count after job {_signed}: for jobs {_signed + 1} to {named} there is the gateway's word only.");
        _key?.Dispose();
    }

    private void Follow()
    {
        while (_ahead.Remove(_next!.Value, out var job))
        {
            if (job.Link is null || job.Result is null)
                Find(CompletenessKind.JobAltered, job.Index, $"Entry {job.Index} names a job of worker start {boot} without its result or its running hash.");
            else if (_link is not null && !WorkerProof.Next(_link, job.Counter, job.Result).AsSpan().SequenceEqual(job.Link))
                Find(CompletenessKind.JobAltered, job.Index, $"Entry {job.Index} does not hold what worker start {boot} has linked as its job {job.Counter}.");
            _link = job.Link;
            _unsigned[job.Counter] = job.Link ?? [];
            _unsigned.Remove(job.Counter - (2 * Window));
            _next = job.Counter + 1;
        }

        Settle();
    }

    /// <summary>Compares signed counts with the links that their jobs have, once these are known.</summary>
    private void Settle()
    {
        foreach (var count in _open.Where(c => c.Jobs < _next).ToList())
        {
            _open.Remove(count);
            if (count.Jobs <= _signed || !_unsigned.TryGetValue(count.Jobs, out var link)) continue;
            if (!string.Equals(Convert.ToBase64String(link), count.Link, StringComparison.Ordinal))
                Find(CompletenessKind.JobAltered, count.Index, $"Entry {count.Index}: up to job {count.Jobs} worker start {boot} has signed other results than the entries have.");
            else _signed = count.Jobs;
            foreach (var old in _unsigned.Keys.Where(k => k <= count.Jobs).ToList()) _unsigned.Remove(old);
        }
    }

    // What was linked in between is not here: the chain goes on from what the next entry states.
    private void Skip(long to)
    {
        if (_next is null) _first = to;
        else if (_next < to) _gaps.Add(_next.Value, to - 1);
        (_next, _link) = (to, null);
        Follow();
    }

    private void TellGap(long from, long to, long heard, DateTimeOffset until)
    {
        var which = from == to ? Say($"Job {from}") : Say($"Jobs {from} to {to}");
        var settled = _counts.Where(c => c.Ended || c.Time <= until - LongestJob).Select(c => c.Jobs).DefaultIfEmpty(0).Max();
        var mayCome = to > settled && heard - from < UnderWay;
        var mayHaveCome = !_begins && from - _first < UnderWay;
        if (mayCome || mayHaveCome)
        {
            Find(CompletenessKind.Unknown, null, $"{which} of worker start {boot}: under way as the entries {(mayCome ? "end" : "begin")}, or never logged.");
            return;
        }

        var lost = _lost == 0 ? "" : Say($" As entries say, {_lost} of its answers did not come back.");
        Find(CompletenessKind.JobMissing, null, $"{which} of worker start {boot} ran, and no entry names it.{lost}");
    }

    private void Find(CompletenessKind kind, long? index, FormattableString message) => findings.Add(new CompletenessFinding(kind, index, Say(message)));

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
