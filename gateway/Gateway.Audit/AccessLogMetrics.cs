using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gateway.Audit.Files;

namespace Gateway.Audit;

/// <summary>Figures of the log.</summary>
public sealed class AccessLogMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Gateway.Audit";

    private readonly Histogram<double> _appends;
    private readonly Histogram<int> _groups;
    private readonly Histogram<double> _syncs;
    private readonly Counter<long> _failures;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Where the meter comes from.</param>
    public AccessLogMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _appends = meter.CreateHistogram<double>("gateway.log.append.duration", "s", "Time from asking for an append to its being durable");
        _groups = meter.CreateHistogram<int>("gateway.log.group.size", "{entry}", "Entries made durable together");
        _syncs = meter.CreateHistogram<double>("gateway.log.fsync.duration", "s", "Time of one fsync");
        _failures = meter.CreateCounter<long>("gateway.log.append.failures", "{entry}", "Entries that could not be made durable");
    }

    internal void Appended(long started) => _appends.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);

    internal void Group(int entries) => _groups.Record(entries);

    internal void Failed(int entries) => _failures.Add(entries);

    internal void Sync(ILogFile file)
    {
        var started = Stopwatch.GetTimestamp();
        file.Sync();
        _syncs.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
