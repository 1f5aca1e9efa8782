using System.Diagnostics.Metrics;
using Gateway.Audit;
using Gateway.Audit.Files;
using Gateway.Audit.Subjects;

namespace Testing.Faults;

/// <summary>What tests of the log share: entries that tell themselves apart, and a log that is easily opened.</summary>
internal sealed class TestLog : IAccessLogListener, IMeterFactory
{
    public const string Folder = "/log";

    public const string Origin = "test";

    public int Cuts { get; private set; }

    public int Failures { get; private set; }

    public int Openings { get; private set; }

    public static AccessEntry Entry(string mark) => new()
    {
        Time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
        Outcome = AccessOutcome.Granted,
        Consumer = "bank-ccb",
        Operation = "scores",
        TraceId = mark,
    };

    public TimeSpan RetryAfter { get; init; }

    /// <summary>Often, so that tests meet every stage; <see cref="Timeout.InfiniteTimeSpan"/>: at the end only.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Where subject keys are sealed to; null: nowhere. Their periods are days.</summary>
    public string? RegulatorKey { get; init; }

    public TimeSpan Retention { get; init; } = new AccessLogOptions().Retention;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ICommitBarrier? Barrier { get; init; }

    public AccessLog Open(ILogFiles files, string folder = Folder, long segmentSize = 1 << 20) => AccessLog.Open(
        new AccessLogOptions
        {
            Folder = folder, Origin = Origin, SegmentSize = segmentSize, RetryAfter = RetryAfter, CheckpointEvery = CheckpointEvery,
            RegulatorKey = RegulatorKey, SubjectPeriod = SubjectPeriod.Day, Retention = Retention,
        },
        new AccessLogMetrics(this),
        this,
        Time,
        files,
        Barrier);

    public static async Task<List<LogRecord>> ReadAllAsync(ILogFiles files, string folder = Folder)
    {
        var records = new List<LogRecord>();
        await foreach (var record in AccessLogReader.ReadAsync(files, folder, 0)) records.Add(record);
        return records;
    }

    public void TailCut(string file, long index, long bytes) => Cuts++;

    public void Unavailable(Exception cause) => Failures++;

    public void Available(long next) => Openings++;

    public void Behind(Exception cause)
    {
    }

    public Meter Create(MeterOptions options) => new(options);

    public void Dispose()
    {
    }
}
