using Gateway.Audit.Files;
using Gateway.Audit.Wal;
using Testing.Faults;

namespace Gateway.Audit.Tests;

public sealed class RecoveryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("log").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Segment => Path.Combine(_folder, LogLayout.Wal, LogLayout.Segment(0));

    private string Checkpoint => Path.Combine(_folder, LogLayout.Checkpoint);

    [Fact]
    public async Task Log_LastGroupTornAnywhere_IsCutAndGoesOn()
    {
        var (bytes, last) = await CrashedAsync(3);
        var size = new WalRecord();
        using (var file = DiskFiles.Instance.Open(Segment, write: false)) size.TryRead(file, last, withEntries: true).ShouldBeTrue();
        for (var lost = 0; lost < size.Size; lost += 7)
        {
            File.Delete(Checkpoint);
            var torn = bytes.ToArray();
            torn[last + lost] ^= 0xff;
            await File.WriteAllBytesAsync(Segment, torn);
            var log = new TestLog();
            using (var again = log.Open(DiskFiles.Instance, _folder))
                (await again.AppendAsync(TestLog.Entry("new"), ["P-1"], CancellationToken.None)).Index.ShouldBe(2, $"byte {lost}");
            log.Cuts.ShouldBeLessThanOrEqualTo(1);
            AccessLogVerifier.Verify(_folder).Problems.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Log_LastGroupShort_IsCutAndToldOf()
    {
        var (bytes, last) = await CrashedAsync(3);
        File.Delete(Checkpoint);
        await File.WriteAllBytesAsync(Segment, bytes[..(last + WalFormat.RecordHeader + 100)]);
        var log = new TestLog();
        log.Open(DiskFiles.Instance, _folder).Dispose();
        log.Cuts.ShouldBe(0, "a claim that is longer than the file is no claim");
        AccessLogVerifier.Verify(_folder).Size.ShouldBe(2);
    }

    [Fact]
    public async Task Log_DamageBeforeTheLastGroup_RefusesToStartAndNamesFileAndEntry()
    {
        var (bytes, _) = await CrashedAsync(3);
        File.Delete(Checkpoint);
        bytes[WalFormat.Block + WalFormat.Block + 100] ^= 1;
        await File.WriteAllBytesAsync(Segment, bytes);

        var damage = Should.Throw<LogCorruptException>(() => new TestLog().Open(DiskFiles.Instance, _folder));
        damage.Message.ShouldContain(LogLayout.Segment(0));
        damage.Message.ShouldContain("before entry 1");
    }

    [Fact]
    public async Task Log_ShorterThanItsCheckpoint_RefusesToStart()
    {
        var (bytes, last) = await CrashedAsync(3);
        await File.WriteAllBytesAsync(Segment, bytes[..last]);
        Should.Throw<LogCorruptException>(() => new TestLog().Open(DiskFiles.Instance, _folder)).Message.ShouldContain("covers 3 entries");
    }

    [Fact]
    public async Task Log_OtherEntriesThanItsCheckpoint_RefusesToStart()
    {
        await CrashedAsync(3);
        var checkpoint = await File.ReadAllBytesAsync(Checkpoint);
        var kept = Directory.CreateTempSubdirectory("keys").FullName;
        foreach (var key in new[] { LogLayout.SigningKey, LogLayout.SubjectKey }) File.Copy(Path.Combine(_folder, key), Path.Combine(kept, key));
        Empty();
        foreach (var key in Directory.GetFiles(kept)) File.Move(key, Path.Combine(_folder, Path.GetFileName(key)));
        Directory.Delete(kept);
        using (var log = new TestLog().Open(DiskFiles.Instance, _folder)) await AppendAsync(log, 3, "another");
        await File.WriteAllBytesAsync(Checkpoint, checkpoint);
        Should.Throw<LogCorruptException>(() => new TestLog().Open(DiskFiles.Instance, _folder)).Message.ShouldContain("are not the ones there are");
    }

    [Fact]
    public async Task Log_SegmentMissing_RefusesToStart()
    {
        using (var log = new TestLog { CheckpointEvery = Timeout.InfiniteTimeSpan }.Open(DiskFiles.Instance, _folder, segmentSize: 3 * WalFormat.Block))
            await AppendAsync(log, 12);
        var segments = LogLayout.Segments(DiskFiles.Instance.List(Path.Combine(_folder, LogLayout.Wal)));
        segments.Count.ShouldBe(6);
        File.Delete(Path.Combine(_folder, LogLayout.Wal, LogLayout.Segment(segments[3])));
        Should.Throw<LogCorruptException>(() => new TestLog().Open(DiskFiles.Instance, _folder));
    }

    [Fact]
    public void Log_SecondWriter_IsRefused()
    {
        using var first = new TestLog().Open(DiskFiles.Instance, _folder);
        Should.Throw<IOException>(() => new TestLog().Open(DiskFiles.Instance, _folder));
    }

    [Theory]
    [InlineData(LogLayout.SubjectKey)]
    [InlineData(LogLayout.SigningKey)]
    public void Log_KeyMissing_RefusesToStart(string key)
    {
        new TestLog().Open(DiskFiles.Instance, _folder).Dispose();
        File.Delete(Path.Combine(_folder, key));
        Should.Throw<LogCorruptException>(() => new TestLog().Open(DiskFiles.Instance, _folder));
    }

    [Fact]
    public void Log_OtherOrigin_RefusesToStart()
    {
        new TestLog().Open(DiskFiles.Instance, _folder).Dispose();
        var options = new AccessLogOptions { Folder = _folder, Origin = "other" };
        using var meters = new TestLog();
        Should.Throw<LogCorruptException>(
            () => AccessLog.Open(options, new AccessLogMetrics(meters), meters, TimeProvider.System)).Message.ShouldContain("other");
    }

    [Fact]
    public async Task Log_ManySegments_ReleasesThoseInFullTilesAndUsesThemAgain()
    {
        using (var log = new TestLog().Open(DiskFiles.Instance, _folder, segmentSize: 8 * WalFormat.Block)) await AppendAsync(log, 600);
        LogLayout.Segments(DiskFiles.Instance.List(Path.Combine(_folder, LogLayout.Wal))).Count.ShouldBeLessThan(20);
        using (var log = new TestLog().Open(DiskFiles.Instance, _folder, segmentSize: 8 * WalFormat.Block)) await AppendAsync(log, 600);
        var verification = AccessLogVerifier.Verify(_folder);
        verification.Problems.ShouldBeEmpty();
        verification.Size.ShouldBe(1200);
    }

    /// <summary>A segment as a crash leaves it after the last append, and where its last record begins.</summary>
    private async Task<(byte[] Bytes, int Last)> CrashedAsync(int entries)
    {
        Empty();
        using (var log = new TestLog().Open(DiskFiles.Instance, _folder)) await AppendAsync(log, entries);
        var bytes = await File.ReadAllBytesAsync(Segment);
        using var reader = WalReader.OpenFirst(DiskFiles.Instance, Path.Combine(_folder, LogLayout.Wal))!;
        while (reader.TryRead())
        {
        }

        return (bytes, (int)reader.Last!.Offset);
    }

    private void Empty()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
    }

    private static async Task AppendAsync(AccessLog log, int entries, string mark = "entry")
    {
        for (var i = 0; i < entries; i++) await log.AppendAsync(TestLog.Entry($"{mark} {i}"), ["P-1", "P-2"], CancellationToken.None);
    }
}
