using System.Text.Json;
using Gateway.Audit;
using Gateway.Audit.Completeness;
using Gateway.Audit.Excerpts;
using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;
using Gateway.Cli.Contracts;
using Policies.Contracts;
using Policies.Simulation;
using Policies.Usage;

namespace Gateway.Cli.Audit.Bundles;

/// <summary>
/// Checks a bundle offline. First that its entries are the log's; then, of what they say, everything that can be computed again: what is missing, each decision, the
/// privacy spent and the bills.
/// </summary>
internal sealed class BundleVerifier(BundleReader bundle, WitnessPolicy policy)
{
    private readonly List<Discrepancy> _found = [];
    private readonly Dictionary<string, ContractVersion> _contracts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _untold = new(StringComparer.Ordinal);
    private readonly ContractLives _lives = new();

    private static Dictionary<string, Policies.Costs.PrivacyCost> Nothing => [];

    /// <summary>Runs all checks.</summary>
    public BundleReport Run()
    {
        if (Manifest() is not { } manifest || Checkpoint(manifest) is not { } checkpoint) return new BundleReport(null, 0, null, Nothing, [], _found, []);
        var excerpt = new LogExcerpt(bundle.Read, checkpoint);
        if (excerpt.CheckRoot() is { } problem)
        {
            Add(problem);
            return new BundleReport(manifest, 0, null, Nothing, [], _found, []);
        }

        ReadContracts();
        var whole = manifest.First == 0;
        var completeness = new CompletenessCheck(whole);
        foreach (var record in manifest.Context.SelectMany(b => Entries(excerpt, b)))
        {
            completeness.AddContext(record);
            _lives.Add(record);
        }

        var (privacy, bills) = (new PrivacyReview(whole), new BillReview(checkpoint.Origin, manifest.First * LogExcerpt.BundleSize));
        long entries = 0;
        for (var number = manifest.First; number <= manifest.Last; number++)
        {
            foreach (var record in Entries(excerpt, number))
            {
                entries++;
                completeness.Add(record);
                bills.Add(record);
                _lives.Add(record);
                if (record.Entry is AccessEntry { ContractSha256: { } sha256 } access) Review(record, access, sha256, privacy);
            }
        }

        var complete = completeness.Finish();
        _found.AddRange(complete.Findings.Where(f => f.IsProblem).Select(f => new Discrepancy(Name(f.Kind), f.Index, f.Message)));
        _found.AddRange(privacy.Finish());
        foreach (var name in bundle.In(BundleManifest.Usage)) Bill(name, bills);
        string[] unknown = [.. complete.Findings.Where(f => !f.IsProblem).Select(f => f.Message), .. _untold.Select(s => $"Whether contract version {s} was in force is not among the entries.")];
        return new BundleReport(manifest, entries, complete, privacy.Spent, [.. bills.Totals(_contracts)], _found, unknown);
    }

    private BundleManifest? Manifest()
    {
        var manifest = Json(BundleManifest.Name, BundleJson.Default.BundleManifest);
        if (manifest is null || (manifest.Version == BundleManifest.Current && manifest.First >= 0 && manifest.Last >= manifest.First
            && manifest.Last <= (manifest.Size - 1) / LogExcerpt.BundleSize && manifest.Context.All(c => c >= 0 && c < manifest.First))) return manifest;
        _found.Add(new(DiscrepancyName.Bundle, null, $"{BundleManifest.Name} describes no bundle."));
        return null;
    }

    private Checkpoint? Checkpoint(BundleManifest manifest)
    {
        var opened = Gateway.Audit.Notes.Checkpoint.Open(bundle.Read(BundleManifest.Checkpoint) ?? [], policy.Log);
        var wrong = opened is null ? "The checkpoint is missing, or the log's key has not signed it."
            : policy.Count(opened.Value.Note) < policy.Needed ? $"Fewer than {policy.Needed} of these witnesses have cosigned the checkpoint."
            : opened.Value.Checkpoint.Size != manifest.Size ? "The checkpoint is of another size than the manifest says."
            : null;
        if (wrong is null) return opened!.Value.Checkpoint;
        _found.Add(new(DiscrepancyName.Checkpoint, null, wrong));
        return null;
    }

    private IReadOnlyList<LogRecord> Entries(LogExcerpt excerpt, long number)
    {
        var problems = new List<LogProblem>();
        var records = excerpt.Entries(number, problems);
        problems.ForEach(Add);
        return records;
    }

    private void ReadContracts()
    {
        foreach (var name in bundle.In(BundleManifest.Contracts))
        {
            try
            {
                var version = ContractIdentity.VersionOf(ContractText.ReadStored(bundle.Read(name) ?? []));
                if (name == $"{BundleManifest.Contracts}{version.Sha256}{BundleManifest.Json}") _contracts[version.Sha256] = version;
                else _found.Add(new(DiscrepancyName.Contract, null, $"{name} holds another contract version than its name says: {version.Sha256}."));
            }
            catch (FormatException)
            {
                _found.Add(new(DiscrepancyName.Contract, null, $"{name} holds no contract."));
            }
        }
    }

    private void Review(LogRecord record, AccessEntry access, string sha256, PrivacyReview privacy)
    {
        if (!_contracts.TryGetValue(sha256, out var version))
        {
            _found.Add(new(DiscrepancyName.Contract, record.Index, $"Entry {record.Index} is under contract version {sha256}, which is not in the bundle, or not as it was."));
            return;
        }

        privacy.Add(record.Index, access, version.Document);
        if (DecisionReview.Of(version, UsageRecord.FactOf(record)!) is { } wrong) _found.Add(new(DiscrepancyName.Decision, record.Index, $"Entry {record.Index} {wrong}."));
        if (access.Outcome != AccessOutcome.Granted) return;
        switch (_lives.InForce(sha256, access.Time))
        {
            case false: _found.Add(new(DiscrepancyName.NotInForce, record.Index, $"Entry {record.Index} was granted under contract version {sha256}, which was not in force.")); break;
            case null: _untold.Add(sha256); break;
        }
    }

    private void Bill(string name, BillReview bills)
    {
        if (Json(name, UsageJson.Default.UsageStatements) is { } billed) _found.AddRange(bills.Check(billed, _contracts));
    }

    private T? Json<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            if (bundle.Read(name) is { } bytes && JsonSerializer.Deserialize(bytes, type) is { } value) return value;
        }
        catch (JsonException)
        {
            // Told below.
        }

        _found.Add(new(DiscrepancyName.Bundle, null, $"{name} is missing, or cannot be read."));
        return null;
    }

    private void Add(LogProblem problem) => _found.Add(new(
        problem.Kind switch
        {
            LogProblemKind.Entry => "entry",
            LogProblemKind.Tile => "tile",
            LogProblemKind.Subjects => "subjects",
            _ => DiscrepancyName.Checkpoint,
        },
        problem.Index,
        $"{problem.File} {problem.Message}."));

    private static string Name(CompletenessKind kind) => kind switch
    {
        CompletenessKind.JobMissing => "job-missing",
        CompletenessKind.JobInvented => "job-invented",
        CompletenessKind.JobAltered => "job-altered",
        CompletenessKind.WorkerMissing => "worker-missing",
        CompletenessKind.ChargeMissing => "charge-missing",
        CompletenessKind.ChargeAltered => "charge-altered",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
