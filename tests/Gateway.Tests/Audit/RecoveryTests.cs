using Gateway.Audit;
using Gateway.Audit.Files;
using Testing.Faults;

namespace Gateway.Tests.Audit;

public sealed class RecoveryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("log").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Log_LastGroupTornAtAnyByte_IsCutAndGoesOn()
    {
        var (lines, sidecar) = await CrashedAsync(3);
        var groupStart = Array.LastIndexOf(lines, (byte)'\n', lines.Length - 2) + 1;
        for (var length = groupStart; length < lines.Length; length++)
        {
            Put(lines[..length], sidecar);
            var log = new TestLog();
            using (var again = log.Open(DiskFiles.Instance, _folder))
                (await again.AppendAsync(TestLog.Entry("new"), ["P-1"], CancellationToken.None)).Index.ShouldBe(2);
            log.Cuts.ShouldBe(1);
            AccessLogVerifier.Verify(_folder).Problems.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Log_LastAnnouncementTornAtAnyByte_IsCutAndGoesOn()
    {
        var (lines, sidecar) = await CrashedAsync(2);
        var (_, longer) = await CrashedAsync(3);
        longer.AsSpan(0, sidecar.Length).SequenceEqual(sidecar).ShouldBeFalse("the keys differ, so the two logs do");
        for (var length = 1; length < 100; length++)
        {
            Put(lines, [.. sidecar, .. longer.AsSpan(sidecar.Length - 1, length)]);
            using (var again = new TestLog().Open(DiskFiles.Instance, _folder))
                (await again.AppendAsync(TestLog.Entry("new"), [], CancellationToken.None)).Index.ShouldBe(2);
            AccessLogVerifier.Verify(_folder).Problems.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Log_DamageBeforeTheLastGroup_RefusesToStartAndNamesFileAndLine()
    {
        var (lines, sidecar) = await CrashedAsync(3);
        var second = Array.IndexOf(lines, (byte)'\n') + 5;
        lines[second] ^= 1;
        Put(lines, sidecar);

        var damage = Should.Throw<LogCorruptException>(() => new TestLog().Open(DiskFiles.Instance, _folder));
        damage.Message.ShouldContain(LogLayout.Segment(0));
        damage.Message.ShouldContain("line 2");
    }

    [Fact]
    public async Task Log_SealedAndThenCut_RefusesToStart()
    {
        using (var log = new TestLog().Open(DiskFiles.Instance, _folder)) await AppendAsync(log, 3);
        var path = Path.Combine(_folder, LogLayout.Segment(0));
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, bytes[..^1]);

        Should.Throw<LogCorruptException>(() => new TestLog().Open(DiskFiles.Instance, _folder));
    }

    [Fact]
    public async Task Log_AnnouncementsCutOff_RefusesToStart()
    {
        var (lines, sidecar) = await CrashedAsync(3);
        Put(lines, sidecar[..^1]);
        Should.Throw<LogCorruptException>(() => new TestLog().Open(DiskFiles.Instance, _folder));
    }

    [Fact]
    public void Log_SecondWriter_IsRefused()
    {
        using var first = new TestLog().Open(DiskFiles.Instance, _folder);
        Should.Throw<IOException>(() => new TestLog().Open(DiskFiles.Instance, _folder));
    }

    [Fact]
    public void Log_KeyMissing_RefusesToStart()
    {
        new TestLog().Open(DiskFiles.Instance, _folder).Dispose();
        File.Delete(Path.Combine(_folder, LogLayout.SubjectKey));
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

    /// <summary>The files as a crash leaves them after the last append: without a seal.</summary>
    private async Task<(byte[] Lines, byte[] Sidecar)> CrashedAsync(int entries)
    {
        foreach (var file in Directory.GetFiles(_folder)) File.Delete(file);
        using var log = new TestLog().Open(DiskFiles.Instance, _folder);
        await AppendAsync(log, entries);
        return (
            await ReadSharedAsync(Path.Combine(_folder, LogLayout.Segment(0))),
            await ReadSharedAsync(Path.Combine(_folder, LogLayout.Sidecar(0))));
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static async Task AppendAsync(AccessLog log, int entries)
    {
        for (var i = 0; i < entries; i++) await log.AppendAsync(TestLog.Entry($"entry {i}"), ["P-1", "P-2"], CancellationToken.None);
    }

    private void Put(byte[] lines, byte[] sidecar)
    {
        File.WriteAllBytes(Path.Combine(_folder, LogLayout.Segment(0)), lines);
        File.WriteAllBytes(Path.Combine(_folder, LogLayout.Sidecar(0)), sidecar);
    }
}
