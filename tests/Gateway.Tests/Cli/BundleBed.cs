using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Gateway.Audit;
using Gateway.Audit.Excerpts;
using Gateway.Audit.Files;
using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;
using Gateway.Cli.Audit.Bundles;
using Gateway.Cli.Contracts;
using Policies.Contracts;
using Policies.Usage;
using Testing.Faults;

namespace Gateway.Tests.Cli;

/// <summary>A log of one contract's requests, as a gateway writes it, and a bundle of it, as <c>dpg audit export</c> does.</summary>
internal sealed class BundleBed : IDisposable
{
    private const long Cost = 1_000_000;
    private const long Window = 100_000_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("bundle-").FullName;
    private readonly WorkerLog _worker = new();
    private NoteKey _key = null!;
    private int _logs;

    public static readonly ContractVersion Contract = ContractIdentity.VersionOf(ContractText.ReadStored(
        """
        {"contract":"c","version":1,"consumer":"bank-ccb","product":"p","purpose":["credit-granting"],"legalBasis":"consent",
        "valid":{"from":"2026-01-01","to":"2026-12-31"},"quota":{"perSecond":50,"perDay":1000,"perMonth":10000},
        "score":{"maxBatch":10,"precision":1,"reasons":3,"unknownSubjects":"refuse","acceptsImputed":false},
        "aggregate":{"functions":["count"],"groupBy":["district"],"where":["district"],"epsilonPerQuery":0.05},
        "budget":{"window":{"rho":0.1,"delta":1e-8,"per":"month"},"lifetime":{"rho":0.1,"delta":1e-7}},
        "price":[{"of":"score","per":"subject","fen":30},{"of":"aggregate","per":"call","fen":500}]}
        """u8));

    public string Bundle => Path.Combine(_folder, "bundle.zip");

    /// <summary>The contract comes into force, a worker starts, scores and aggregates are answered in turns, one is refused, the worker ends.</summary>
    public List<LogEntry> Entries(int requests = 20)
    {
        var log = new List<LogEntry> { Step("seeded", "active"), _worker.Started() };
        for (var i = 1; i <= requests; i++) log.Add(i % 2 == 1 ? Score() : Aggregate(i / 2));
        log.Add(Refused(11, "batch-too-large"));
        log.Add(_worker.Ended());
        return log;
    }

    public static EventEntry Step(string step, string state) => new()
    {
        Time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
        Event = $"contract-{step}",
        Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["contract"] = "c", ["sha256"] = Contract.Sha256, ["state"] = state },
    };

    public static AccessEntry Refused(int subjects, string reason) => Under(TestLog.Entry("refused"), "scores") with
    {
        Outcome = AccessOutcome.Refused, Subjects = subjects, Reasons = [reason],
    };

    public AccessEntry Score() => Under(_worker.Job(), "scores") with { Subjects = 2 };

    public AccessEntry Aggregate(long charge) => Under(_worker.Job(), "aggregates") with
    {
        NanoRho = Cost, FemtoDelta = 0, NanoRhoLeft = Window - (charge * Cost), FemtoDeltaLeft = 10_000_000, LedgerSequence = charge, LedgerHash = $"hash {charge}",
    };

    /// <summary>Writes the log, and a bundle of some of it.</summary>
    public async Task WriteAsync(List<LogEntry> entries, long firstBundle = 0, params long[] context)
    {
        var folder = Path.Combine(_folder, $"log-{_logs++}");
        using (var log = new TestLog { CheckpointEvery = Timeout.InfiniteTimeSpan }.Open(DiskFiles.Instance, folder))
        {
            _key = log.VerifierKey;
            foreach (var entry in entries) await log.AppendAsync(entry, [.. Enumerable.Range(0, (entry as AccessEntry)?.Subjects ?? 0).Select(i => $"P-{i}")], CancellationToken.None);
        }

        using var bundle = new BundleWriter(Bundle);
        bundle.Add(BundleManifest.Checkpoint, await File.ReadAllBytesAsync(Path.Combine(folder, LogLayout.Checkpoint)));
        var last = (entries.Count - 1) / LogExcerpt.BundleSize;
        for (long number = 0; number <= last; number++)
        {
            if (number < firstBundle && !context.Contains(number)) continue;
            foreach (var (part, _) in LogExcerpt.FilesOf(entries.Count, number)) bundle.Add(part, await File.ReadAllBytesAsync(Path.Combine(folder, part)));
            var subjects = LogExcerpt.SubjectsOf(number);
            bundle.Add(subjects, LogExcerpt.CutSubjects(await File.ReadAllBytesAsync(Path.Combine(folder, subjects)), entries.Count, number));
        }

        bundle.Add($"{BundleManifest.Contracts}{Contract.Sha256}.json", ContractText.Canonical(Contract.Document));
        bundle.Add($"{BundleManifest.Usage}2026-03.json", Usage(entries));
        bundle.Add(BundleManifest.Name, JsonSerializer.SerializeToUtf8Bytes(
            new BundleManifest(1, TestLog.Origin, entries.Count, firstBundle, last, context), BundleJson.Default.BundleManifest));
        bundle.Finish();
    }

    public BundleReport Verify(NoteKey? key = null)
    {
        using var reader = new BundleReader(Bundle);
        return new BundleVerifier(reader, new WitnessPolicy(key ?? _key, [], 0)).Run();
    }

    /// <summary>Changes a file of the bundle; null removes it.</summary>
    public void Change(string name, Func<byte[], byte[]?> change)
    {
        using var zip = ZipFile.Open(Bundle, ZipArchiveMode.Update);
        var entry = zip.Entries.Single(e => e.FullName.StartsWith(name, StringComparison.Ordinal));
        using var bytes = new MemoryStream();
        using (var stream = entry.Open()) stream.CopyTo(bytes);
        entry.Delete();
        if (change(bytes.ToArray()) is not { } changed) return;
        using var written = zip.CreateEntry(entry.FullName).Open();
        written.Write(changed);
    }

    public void Change(string name, string from, string to) => Change(name, bytes =>
    {
        var text = Encoding.Latin1.GetString(bytes);
        text.ShouldContain(from);
        return Encoding.Latin1.GetBytes(text.Replace(from, to));
    });

    public void Dispose()
    {
        _worker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static AccessEntry Under(AccessEntry entry, string operation) => entry with
    {
        Operation = operation, Product = "p", Contract = "c", ContractVersion = 1, ContractSha256 = Contract.Sha256, Purpose = "credit-granting",
    };

    private static byte[] Usage(List<LogEntry> entries)
    {
        var book = new UsageBook(TestLog.Origin);
        for (var i = 0; i < entries.Count; i++) book.Add(i, UsageRecord.FactOf(new LogRecord(i, entries[i], default)));
        var month = UsageMonth.Of(entries[0].Time);
        return JsonSerializer.SerializeToUtf8Bytes(
            new UsageStatements([book.Statement("c", month, _ => Contract.Document)!]), UsageJson.Default.UsageStatements);
    }
}
