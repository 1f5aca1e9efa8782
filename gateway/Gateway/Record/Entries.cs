using System.Buffers;
using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Problems;
using Policies.Queries;

namespace Gateway.Record;

/// <summary>What of an exchange goes into the log: names and hashes, never data, never a text that the caller made up.</summary>
internal static class Entries
{
    private const int MaxOnStack = 2048;

    public static AccessEntry Of(Exchange exchange, AccessOutcome outcome, DateTimeOffset time)
    {
        var contract = exchange.Contract;
        var charge = exchange.Charge?.Entry;
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

    /// <summary>Base64 of SHA-256(nonce ‖ bytes): scores and queries can be guessed, so their hashes are salted.</summary>
    public static string Salted(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> bytes)
    {
        // In one piece: setting a hash up piece by piece costs more than copying a small answer.
        var length = nonce.Length + bytes.Length;
        var rented = length > MaxOnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var whole = rented is null ? stackalloc byte[length] : rented.AsSpan(0, length);
        nonce.CopyTo(whole);
        bytes.CopyTo(whole[nonce.Length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(whole, hash);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return Convert.ToBase64String(hash);
    }

    private static string? KnownPurpose(Exchange exchange) =>
        exchange.Query is { } query && exchange.Contract?.Document.Purposes.Contains(query.Purpose, StringComparer.Ordinal) == true
            ? query.Purpose
            : null;
}
