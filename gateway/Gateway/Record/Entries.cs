using Gateway.Audit;
using Gateway.Problems;
using Policies.Queries;

namespace Gateway.Record;

/// <summary>What of an exchange goes into the log: names and hashes, never data, never a text that the caller made up.</summary>
internal static class Entries
{
    public static AccessEntry Of(Exchange exchange, AccessOutcome outcome, DateTimeOffset time)
    {
        var contract = exchange.Contract;
        var charge = exchange.Charge?.Entry;
        var release = exchange.Release;
        return new AccessEntry
        {
            Time = time,
            Outcome = outcome,
            Consumer = exchange.Caller!.Id,
            Operation = exchange.Operation.Name,
            Product = exchange.Product?.Product,
            Contract = contract?.Document.Contract,
            ContractVersion = contract?.Document.Version,
            ContractSha256 = contract?.Sha256,
            Purpose = KnownPurpose(exchange),
            Subjects = exchange.Query is { Subjects.Count: > 0 and var count } ? count : null,
            Ciphertexts = (exchange.Query as EncryptedQuery)?.CiphertextHashes,
            NanoRho = charge?.Cost.NanoRho,
            FemtoDelta = charge?.Cost.FemtoDelta,
            NanoRhoLeft = exchange.Balance?.Window.NanoRho,
            FemtoDeltaLeft = exchange.Balance?.Window.FemtoDelta,
            LedgerSequence = charge?.Sequence,
            LedgerHash = charge is null ? null : Convert.ToBase64String(charge.Hash),
            WorkerBoot = exchange.Job is null ? null : Convert.ToHexStringLower(exchange.Worker!.BootId.Span),
            WorkerCounter = (long?)release?.Counter,
            WorkerLink = release is null ? null : Convert.ToBase64String(release.Link.Span),
            ResultHash = release is null ? null : Convert.ToBase64String(release.ResultHash.Span),
            TraceId = ProblemWriter.TraceId(exchange.Http),
        };
    }

    /// <summary>The canonical ids of the subjects asked about; only their keyed hashes are kept.</summary>
    public static IReadOnlyList<string> Subjects(Exchange exchange)
    {
        if (exchange.Query is not { } query) return [];
        var ids = new string[query.Subjects.Count];
        for (var i = 0; i < ids.Length; i++) ids[i] = query.Subjects[i].Value;
        return ids;
    }

    private static string? KnownPurpose(Exchange exchange) =>
        exchange.Query is { } query && exchange.Contract?.Document.Purposes.Contains(query.Purpose, StringComparer.Ordinal) == true
            ? query.Purpose
            : null;
}
