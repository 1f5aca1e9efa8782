using System.Globalization;
using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Audit.Completeness;
using Sandbox.Protocol.Workers;

namespace Testing.Faults;

/// <summary>Entries as a gateway logs the jobs of one worker, which counts and signs as a real one does.</summary>
internal sealed class WorkerLog : IDisposable
{
    private readonly WorkerTally _tally;
    private readonly string _boot;
    private DateTimeOffset _time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public WorkerLog(byte seed = 1)
    {
        var boot = new byte[16];
        boot[0] = seed;
        (_tally, _boot) = (new WorkerTally(boot), Convert.ToHexStringLower(boot));
    }

    public EventEntry Started()
    {
        var first = _tally.State();
        return Event(WorkerProof.Started, ("instance", "scores-0"), ("kind", "scores"), ("boot", _boot), ("key", first.Key), ("signature", first.Signature));
    }

    /// <summary>An answered request.</summary>
    public AccessEntry Job()
    {
        var hash = RandomNumberGenerator.GetBytes(32);
        _tally.TryCount(hash, out var counter, out var link);
        return TestLog.Entry($"job {counter}") with
        {
            Time = Later(1), WorkerBoot = _boot, WorkerCounter = (long)counter, WorkerLink = Convert.ToBase64String(link), ResultHash = Convert.ToBase64String(hash),
        };
    }

    public EventEntry Counted() => Said(WorkerProof.Counted, _tally.State());

    public EventEntry Ended() => Said(WorkerProof.Ended, _tally.State(end: true));

    /// <summary>Something that has nothing to do with workers, so much later.</summary>
    public EventEntry Later(TimeSpan by) => new() { Time = Later(by.TotalSeconds), Event = "later" };

    public void Dispose() => _tally.Dispose();

    private EventEntry Said(string what, WorkerStatement said) => Event(
        what, ("boot", said.Boot), ("jobs", said.Jobs.ToString(CultureInfo.InvariantCulture)), ("link", said.Link), ("signature", said.Signature));

    private EventEntry Event(string what, params (string Name, string Value)[] facts) =>
        new() { Time = Later(1), Event = what, Facts = facts.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal) };

    private DateTimeOffset Later(double seconds) => _time = _time.AddSeconds(seconds);
}
