using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Audit.Sealing;
using Gateway.Audit.Subjects;
using Gateway.Record;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Testing.Faults;
using Testing.Processes;

namespace Gateway.Tests.Record;

public sealed class SubjectKeyPeriodsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FaultyFiles _files = new(null, 0);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 30, 15, 30, 0, TimeSpan.Zero));

    [Fact]
    public async Task Periods_MidnightInShanghaiPasses_NextKeyIsUsed()
    {
        using var pair = new RegulatorKeyPair(SHA256.HashData("a regulator"u8));
        using var log = new TestLog { RegulatorKey = pair.Public.ToString(), Time = _time }.Open(_files);
        using var periods = new SubjectKeyPeriods(log, _time, NullLogger<SubjectKeyPeriods>.Instance);
        await periods.StartAsync(default);
        SealedKeys.List(_files, TestLog.Folder).Count.ShouldBe(1, "before the first request");
        await AdvanceUntilAsync(() => SealedKeys.List(_files, TestLog.Folder).Count == 2);
        _time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(new DateTimeOffset(2026, 11, 30, 16, 0, 0, TimeSpan.Zero));
        await periods.StopAsync(default);
    }

    [Fact]
    public async Task Periods_DiskFailsAtStart_IsTriedAgain()
    {
        using var pair = new RegulatorKeyPair(SHA256.HashData("a regulator"u8));
        using var log = new TestLog { RegulatorKey = pair.Public.ToString(), Time = _time }.Open(_files);
        using var periods = new SubjectKeyPeriods(log, _time, NullLogger<SubjectKeyPeriods>.Instance);
        _files.Break(true);
        await periods.StartAsync(default);
        SealedKeys.List(_files, TestLog.Folder).ShouldBeEmpty();
        _files.Break(false);
        await AdvanceUntilAsync(() => SealedKeys.List(_files, TestLog.Folder).Count == 1);
        await periods.StopAsync(default);
    }

    private Task AdvanceUntilAsync(Func<bool> holds) => Until.TrueAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(holds());
        },
        Limit,
        "the next key");
}
