using System.Text;
using Gateway.Audit.Files;
using Gateway.Audit.Tiles;
using Testing.Faults;

namespace Gateway.Audit.Tests;

public sealed class VerifierTests : IDisposable
{
    private const int Entries = 300;
    private readonly string _folder = Directory.CreateTempSubdirectory("log").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Verifier_Untouched_FindsNothing()
    {
        await FillAsync();
        var verification = AccessLogVerifier.Verify(_folder);
        verification.Problems.ShouldBeEmpty();
        verification.IsValid.ShouldBeTrue();
        verification.Size.ShouldBe(Entries);
        verification.Origin.ShouldBe(TestLog.Origin);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("delete")]
    [InlineData("reorder")]
    [InlineData("truncate")]
    [InlineData("repeat")]
    public async Task Verifier_AnyEntryTampered_FindsItAndNamesIt(string tampering)
    {
        await FillAsync();
        var path = Path.Combine(_folder, TilePath.Entries(0));
        var bundle = await File.ReadAllBytesAsync(path);
        var original = BundleContent.Entries(bundle, TilePath.Width).Select(r => bundle[r]).ToList();
        for (var entry = 0; entry < original.Count; entry += 5)
        {
            var entries = original.ToList();
            var other = entry == 0 ? 1 : entry - 1;
            switch (tampering)
            {
                case "edit": entries[entry] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entries[entry]).Replace("bank-ccb", "bank-icb")); break;
                case "delete": entries.RemoveAt(entry); break;
                case "reorder": (entries[entry], entries[other]) = (entries[other], entries[entry]); break;
                case "truncate": entries.RemoveRange(entry, entries.Count - entry); break;
                default: entries.Insert(entry, entries[entry]); break;
            }

            var tampered = new EntryBundle();
            foreach (var bytes in entries) tampered.Add(bytes);
            await File.WriteAllBytesAsync(path, tampered.Bytes.ToArray());
            var problems = AccessLogVerifier.Verify(_folder).Problems;
            problems.Any(p => p.Kind == LogProblemKind.Entry && Math.Abs(p.Index - entry) <= 1).ShouldBeTrue($"{tampering} of entry {entry}");
        }
    }

    [Fact]
    public async Task Verifier_AnyByteOfAnyFileChanged_FindsIt()
    {
        await FillAsync();
        foreach (var file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Where(IsVerified))
        {
            var original = await File.ReadAllBytesAsync(file);
            for (var at = 0; at < original.Length; at += Math.Max(1, original.Length / 40))
            {
                var bytes = original.ToArray();
                bytes[at] ^= 0x10;
                await File.WriteAllBytesAsync(file, bytes);
                AccessLogVerifier.Verify(_folder).IsValid.ShouldBeFalse($"byte {at} of {file}");
            }

            await File.WriteAllBytesAsync(file, original);
        }

        AccessLogVerifier.Verify(_folder).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task Verifier_AnyFileRemoved_FindsIt()
    {
        await FillAsync();
        var files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Where(IsVerified).ToList();
        files.Count.ShouldBe(9, "checkpoint and its key; two bundles, two sidecars, two tiles of leaves and one of nodes");
        foreach (var file in files)
        {
            File.Move(file, file + ".away");
            AccessLogVerifier.Verify(_folder).IsValid.ShouldBeFalse(file);
            File.Move(file + ".away", file);
        }
    }

    [Fact]
    public async Task Log_SubjectIds_StandInNoFile()
    {
        await FillAsync();
        foreach (var file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories))
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).ShouldNotContain("RESIDENT", Case.Insensitive);
    }

    /// <summary>All but keys, and segments that the tiles have taken the place of.</summary>
    private bool IsVerified(string file) =>
        Path.GetRelativePath(_folder, file) is var name && !name.EndsWith(".key", StringComparison.Ordinal) && name != LogLayout.Lock
        && !name.StartsWith(LogLayout.Wal, StringComparison.Ordinal);

    private async Task FillAsync()
    {
        using var log = new TestLog { CheckpointEvery = Timeout.InfiniteTimeSpan }.Open(DiskFiles.Instance, _folder);
        for (var i = 0; i < Entries; i++)
            (await log.AppendAsync(TestLog.Entry($"entry {i}"), [$"RESIDENT-{i}", "RESIDENT"], CancellationToken.None)).Index.ShouldBe(i);
    }
}
