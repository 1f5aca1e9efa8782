using System.Diagnostics;
using System.Text;
using Gateway.Audit.Files;
using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;
using Gateway.Audit.Tiles;
using Testing.Faults;
using Testing.Processes;

namespace Gateway.Audit.Tests;

/// <summary>A verifier in another language, written from the specifications alone, accepts our log and rejects what is done to it.</summary>
public sealed class SecondVerifierTests : IAsyncLifetime
{
    private const int Entries = 300;
    private readonly string _folder = Directory.CreateTempSubdirectory("second-").FullName;
    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        using var log = new TestLog { CheckpointEvery = Timeout.InfiniteTimeSpan }.Open(DiskFiles.Instance, _folder);
        _key = log.VerifierKey.ToString();
        for (var i = 0; i < Entries; i++) await log.AppendAsync(TestLog.Entry($"entry {i} \u90d1\u5dde \u0001"), [$"P-{i}", "P"], CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    [Fact]
    public void Log_AsWritten_IsAccepted() => Run("log", _folder, "--key", _key).ShouldBe((0, $"{{\"ok\":true,\"size\":{Entries}}}"));

    public static TheoryData<string> Tamperings =>
    [
        "entry edited", "entry removed", "entries swapped", "bundle cut", "leaf hash changed", "node hash changed", "subject changed", "subjects removed",
        "size changed", "root changed", "signature changed", "another key", "entry in another spelling",
    ];

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void Log_TamperedWith_IsRejected(string tampering)
    {
        var checkpoint = Path.Combine(_folder, LogLayout.Checkpoint);
        switch (tampering)
        {
            case "entry edited": Entry(list => list[7] = Replace(list[7], "bank-ccb", "bank-icb")); break;
            case "entry removed": Entry(list => list.RemoveAt(7)); break;
            case "entries swapped": Entry(list => (list[7], list[8]) = (list[8], list[7])); break;
            case "bundle cut": Entry(list => list.RemoveRange(200, list.Count - 200)); break;
            case "leaf hash changed": Flip(TilePath.Hashes(0, 0), 1000); break;
            case "node hash changed": Flip(TilePath.Partial(TilePath.Hashes(1, 0), 1), 10); break;
            case "subject changed": Flip(TilePath.Subjects(0), 500); break;
            case "subjects removed": File.Delete(Path.Combine(_folder, TilePath.Subjects(1))); break;
            case "size changed": Edit(checkpoint, text => text.Replace("\n300\n", "\n299\n")); break;
            case "root changed": Edit(checkpoint, text => string.Join('\n', text.Split('\n').Select((l, i) => i == 2 ? Convert.ToBase64String(new byte[32]) : l))); break;
            case "signature changed": Edit(checkpoint, text => text[..^12] + (text[^12] == 'A' ? 'B' : 'A') + text[^11..]); break;
            case "another key":
                using (var other = new NoteSigner(TestLog.Origin, NoteKeyKind.Log, new byte[32])) _key = other.VerifierKey.ToString();
                break;
            default: Entry(list => list[7] = [.. list[7], (byte)' ']); break;
        }

        var (code, output) = Run("log", _folder, "--key", _key);
        code.ShouldBe(1, output);
        output.ShouldStartWith("{\"ok\":false");
    }

    [Fact]
    public async Task Log_ForkedAndSignedAgain_IsRejectedByWhoKeptACheckpoint()
    {
        var kept = Path.Combine(_folder, "kept");
        File.Copy(Path.Combine(_folder, LogLayout.Checkpoint), kept);
        Run("log", _folder, "--key", _key, "--earlier", kept).Code.ShouldBe(0, "the control");
        foreach (var derived in new[] { "tile", "subjects", "wal" }) Directory.Delete(Path.Combine(_folder, derived), recursive: true);
        File.Delete(Path.Combine(_folder, LogLayout.Checkpoint));
        using (var log = new TestLog { CheckpointEvery = Timeout.InfiniteTimeSpan }.Open(DiskFiles.Instance, _folder))
            for (var i = 0; i < Entries; i++) await log.AppendAsync(TestLog.Entry($"fork {i}"), [], CancellationToken.None);
        Run("log", _folder, "--key", _key).Code.ShouldBe(0, "it agrees with itself");
        Run("log", _folder, "--key", _key, "--earlier", kept).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Proof_OfAnEntry_IsAcceptedAndOfAnotherRejected()
    {
        using var witness = new NoteSigner("w", NoteKeyKind.Witness, new byte[32]);
        var note = SignedNote.Parse(await File.ReadAllBytesAsync(Path.Combine(_folder, LogLayout.Checkpoint)))!;
        var cosigned = note.With([witness.Cosign(note.Text, DateTimeOffset.UnixEpoch)]).ToBytes();
        var entry = AccessLogReader.ReadOne(_folder, 42, Entries);
        var proof = new TlogProof(42, new TreeProver(_folder, Entries).Inclusion(42), cosigned, entry.Bytes);
        Prove(proof).ShouldBe(0);
        Prove(proof with { Index = 43 }).ShouldBe(1);
        Prove(proof with { Extra = Replace(entry.Bytes.ToArray(), "bank-ccb", "bank-icb") }).ShouldBe(1);
        Prove(proof with { Checkpoint = note.ToBytes() }).ShouldBe(1, "no witness has cosigned it");

        int Prove(TlogProof of)
        {
            var file = Path.Combine(_folder, "proof");
            File.WriteAllBytes(file, of.ToBytes());
            return Run("proof", file, "--key", _key, "--witness", witness.VerifierKey.ToString()).Code;
        }
    }

    private static (int Code, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(Repository.Root, "tests", "SecondVerifier", "verify.mjs"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim());
    }

    private void Entry(Action<List<byte[]>> change)
    {
        var path = Path.Combine(_folder, TilePath.Entries(0));
        var bundle = File.ReadAllBytes(path);
        var entries = BundleContent.Entries(bundle, TilePath.Width).Select(r => bundle[r]).ToList();
        change(entries);
        var changed = new EntryBundle();
        foreach (var entry in entries) changed.Add(entry);
        File.WriteAllBytes(path, changed.Bytes.ToArray());
    }

    private void Flip(string path, int at)
    {
        var bytes = File.ReadAllBytes(Path.Combine(_folder, path));
        bytes[at] ^= 1;
        File.WriteAllBytes(Path.Combine(_folder, path), bytes);
    }

    private static void Edit(string path, Func<string, string> change) => File.WriteAllText(path, change(File.ReadAllText(path)));

    private static byte[] Replace(byte[] bytes, string from, string to) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(from, to));
}
