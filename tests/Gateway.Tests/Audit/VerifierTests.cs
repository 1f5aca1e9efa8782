using System.Text;
using Gateway.Audit;
using Gateway.Audit.Files;
using Testing.Faults;

namespace Gateway.Tests.Audit;

public sealed class VerifierTests : IDisposable
{
    private const int Entries = 12;
    private readonly string _folder = Directory.CreateTempSubdirectory("log").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Verifier_Untouched_FindsNothing()
    {
        await FillAsync();
        var verification = AccessLogVerifier.Verify(_folder);
        verification.IsValid.ShouldBeTrue();
        verification.Next.ShouldBe(Entries);
        verification.Origin.ShouldBe("test");
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("delete")]
    [InlineData("reorder")]
    [InlineData("truncate")]
    [InlineData("repeat")]
    public async Task Verifier_AnyLineTampered_FindsIt(string tampering)
    {
        await FillAsync();
        var path = Path.Combine(_folder, LogLayout.Segment(0));
        var original = await File.ReadAllLinesAsync(path);
        original.Length.ShouldBe(Entries + 1);
        for (var line = 1; line < original.Length; line++)
        {
            var lines = original.ToList();
            var other = line == 1 ? 2 : line - 1;
            switch (tampering)
            {
                case "edit": lines[line] = lines[line].Replace("bank-ccb", "bank-icb", StringComparison.Ordinal); break;
                case "delete": lines.RemoveAt(line); break;
                case "reorder": (lines[line], lines[other]) = (lines[other], lines[line]); break;
                case "truncate": lines.RemoveRange(line, lines.Count - line); break;
                default: lines.Insert(line, lines[line]); break;
            }

            await File.WriteAllTextAsync(path, string.Join('\n', lines) + "\n");
            var problems = AccessLogVerifier.Verify(_folder).Problems;
            problems.ShouldNotBeEmpty($"{tampering} of line {line}");
            problems.ShouldContain(p => Math.Abs(p.Index - (line - 1)) <= 1, $"{tampering} of line {line}");
        }
    }

    [Fact]
    public async Task Verifier_SidecarByteChanged_FindsItAnywhere()
    {
        await FillAsync();
        var path = Path.Combine(_folder, LogLayout.Sidecar(0));
        var original = await File.ReadAllBytesAsync(path);
        for (var at = 0; at < original.Length; at += 7)
        {
            var bytes = original.ToArray();
            bytes[at] ^= 0x10;
            await File.WriteAllBytesAsync(path, bytes);
            AccessLogVerifier.Verify(_folder).IsValid.ShouldBeFalse($"byte {at}");
        }
    }

    [Fact]
    public async Task Verifier_SegmentRemoved_FindsIt()
    {
        await FillAsync(segmentSize: 1000);
        var segments = LogLayout.Segments(DiskFiles.Instance.List(_folder));
        segments.Count.ShouldBeGreaterThan(2);
        AccessLogVerifier.Verify(_folder).IsValid.ShouldBeTrue();

        File.Delete(Path.Combine(_folder, LogLayout.Segment(segments[1])));
        File.Delete(Path.Combine(_folder, LogLayout.Sidecar(segments[1])));
        AccessLogVerifier.Verify(_folder).Problems.ShouldContain(p => p.Kind == LogProblemKind.Segment && p.Index == segments[1]);
    }

    [Fact]
    public async Task Log_SubjectIds_StandInNoFile()
    {
        await FillAsync();
        foreach (var file in Directory.GetFiles(_folder))
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).ShouldNotContain("RESIDENT", Case.Insensitive);
    }

    private async Task FillAsync(long segmentSize = 1 << 20)
    {
        using var log = new TestLog().Open(DiskFiles.Instance, _folder, segmentSize);
        for (var i = 0; i < Entries; i++)
            (await log.AppendAsync(TestLog.Entry($"entry {i}"), [$"RESIDENT-{i}", "RESIDENT"], CancellationToken.None)).Index.ShouldBe(i);
    }
}
