using System.Text.Json;
using Gateway.Audit;
using Gateway.Audit.Completeness;
using Gateway.Audit.Excerpts;
using Gateway.Audit.Notes;
using Gateway.Client;
using Policies.Contracts;
using Policies.Usage;

namespace Gateway.Cli.Audit.Bundles;

/// <summary>
/// Collects a bundle from a gateway: whole bundles of 256 entries with their subjects' hashes, the hash tiles that prove them, the contract versions that they are under, and what was billed for their months. It goes back
/// before the range for the starts of workers and the last steps of contracts that the range's entries need.
/// </summary>
internal sealed class BundleExporter(GatewayClient client, BundleWriter bundle, Checkpoint checkpoint)
{
    private readonly HashSet<string> _boots = new(StringComparer.Ordinal);
    private readonly HashSet<string> _versions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _contracts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<UsageMonth> _months = [];

    /// <summary>The first entry that is not before a time; entries are nearly in the order of their times.</summary>
    public async Task<long> FindAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        var (low, high) = (0L, BundlesIn(checkpoint.Size));
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((await EntriesAsync(middle, cancellation))[^1].Entry.Time < time) low = middle + 1;
            else high = middle;
        }

        return low * LogExcerpt.BundleSize;
    }

    /// <summary>Collects a range, widened to whole bundles.</summary>
    /// <param name="from">The first entry.</param>
    /// <param name="to">The first that is no longer wanted; more than <paramref name="from"/>, and no more than the checkpoint covers.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<BundleManifest> RunAsync(long from, long to, CancellationToken cancellation)
    {
        var (first, last) = (from / LogExcerpt.BundleSize, (to - 1) / LogExcerpt.BundleSize);
        for (var number = first; number <= last; number++)
        {
            foreach (var record in await TakeAsync(number, cancellation)) Need(record);
        }

        var context = new List<long>();
        for (var number = first - 1; number >= 0 && (_boots.Count > 0 || _versions.Count > 0); number--)
        {
            var supplied = false;
            foreach (var record in (await EntriesAsync(number, cancellation)).Reverse()) supplied |= Supplies(record);
            if (!supplied) continue;
            await TakeAsync(number, cancellation);
            context.Insert(0, number);
        }

        await AddContractsAsync(cancellation);
        foreach (var month in _months)
            bundle.Add($"{BundleManifest.Usage}{month}{BundleManifest.Json}", await client.Contracts.UsageAsync(month.ToString(), null, own: false, cancellation));
        var manifest = new BundleManifest(BundleManifest.Current, checkpoint.Origin, checkpoint.Size, first, last, context);
        bundle.Add(BundleManifest.Name, JsonSerializer.SerializeToUtf8Bytes(manifest, BundleJson.Default.BundleManifest));
        return manifest;
    }

    private static long BundlesIn(long size) => (size + LogExcerpt.BundleSize - 1) / LogExcerpt.BundleSize;

    private void Need(LogRecord record)
    {
        if (Supplies(record) || record.Entry is not AccessEntry access) return;
        _months.Add(UsageMonth.Of(access.Time));
        if (access.WorkerBoot is { } boot && !_known.Contains(boot)) _boots.Add(boot);
        if (access.Contract is not { } contract || access.ContractSha256 is not { } sha256) return;
        _contracts.Add(contract);
        if (!_known.Contains(sha256)) _versions.Add(sha256);
        _used.Add(sha256);
    }

    /// <summary>Whether an event tells what entries need: it is the start of a worker, or the last step of a contract version before them.</summary>
    private bool Supplies(LogRecord record)
    {
        if (record.Entry is not EventEntry { Facts: { } facts } step) return false;
        var name = step.Event == WorkerProof.Started ? facts.GetValueOrDefault("boot") : facts.ContainsKey("state") ? facts.GetValueOrDefault("sha256") : null;
        if (name is null) return false;
        _known.Add(name);
        return _boots.Remove(name) | _versions.Remove(name);
    }

    private async Task<IReadOnlyList<LogRecord>> TakeAsync(long number, CancellationToken cancellation)
    {
        foreach (var (part, whole) in LogExcerpt.FilesOf(checkpoint.Size, number))
            if (!bundle.Holds(part) && !bundle.Holds(whole)) await FetchAsync(part, whole, bundle.Add, cancellation);
        var subjects = LogExcerpt.SubjectsOf(number);
        await FetchAsync(subjects, subjects, (name, bytes) => bundle.Add(name, LogExcerpt.CutSubjects(bytes, checkpoint.Size, number)), cancellation);
        return await EntriesAsync(number, cancellation);
    }

    private async Task<IReadOnlyList<LogRecord>> EntriesAsync(long number, CancellationToken cancellation)
    {
        IReadOnlyList<LogRecord> records = [];
        var (part, whole) = LogExcerpt.FilesOf(checkpoint.Size, number).First();
        await FetchAsync(part, whole, (_, bytes) => records = LogExcerpt.ReadBundle(bytes, number, checkpoint.Size), cancellation);
        return records;
    }

    private async Task FetchAsync(string part, string whole, Took take, CancellationToken cancellation)
    {
        foreach (var name in (string[])[part, whole])
        {
            if (await client.GetLogFileAsync(name, cancellation) is not { } bytes) continue;
            take(name, bytes);
            return;
        }

        throw new InvalidDataException($"The gateway has no {whole}.");
    }

    private async Task AddContractsAsync(CancellationToken cancellation)
    {
        foreach (var contract in _contracts.Order(StringComparer.Ordinal))
        {
            foreach (var version in (await client.Contracts.HistoryAsync(contract, cancellation)).Where(v => _used.Contains(v.Sha256)))
            {
                var document = ContractText.ReadStored(JsonSerializer.SerializeToUtf8Bytes(version.Document));
                bundle.Add($"{BundleManifest.Contracts}{version.Sha256}{BundleManifest.Json}", ContractText.Canonical(document));
            }
        }
    }

    private delegate void Took(string name, ReadOnlySpan<byte> bytes);
}
