using Gateway.Audit.Files;
using Gateway.Audit.Sealing;
using Gateway.Audit.Search;
using Gateway.Audit.Subjects;
using Testing.Faults;
using Testing.Processes;

namespace Gateway.Audit.Tests.Search;

/// <summary>A log on the disk with entries of every kind, and what is true of it.</summary>
internal sealed class SearchedLog : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly RegulatorKeyPair _pair = new(new byte[32]);
    private readonly AccessLog _log;

    public SearchedLog()
    {
        Folder = Directory.CreateTempSubdirectory("searched").FullName;
        _log = new TestLog { RegulatorKey = _pair.Public.ToString(), CheckpointEvery = TimeSpan.FromMilliseconds(50) }.Open(DiskFiles.Instance, Folder, segmentSize: 16 << 20);
    }

    public string Folder { get; }

    public long Size => _log.Published.Size;

    public ValueTask<LogPosition> AppendAsync(LogEntry entry, params IReadOnlyList<string> subjects) => _log.AppendAsync(entry, subjects, default);

    /// <summary>The key of the next day.</summary>
    public Task RotateAsync(int day) => _log.AdvanceSubjectKeyAsync(Start + TimeSpan.FromDays(day));

    public Task PublishedAsync() => Until.TrueAsync(() => Task.FromResult(_log.Published.Size == _log.Next), Limit, "a checkpoint");

    /// <summary>A person as the regulator asks about them: hashed under the key of each period.</summary>
    public IReadOnlyList<SubjectHash> Person(string id) => [.. SealedKeys.List(Folder).Select(sealedKey =>
    {
        var hash = new byte[32];
        sealedKey.Open(_pair)!.Hash(id, hash);
        return new SubjectHash(sealedKey.Key, hash);
    })];

    public void Dispose()
    {
        _log.Dispose();
        _pair.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
