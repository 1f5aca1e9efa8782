using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Audit.Proofs;
using Gateway.Audit.Reading;
using Gateway.Cli.Scores;

namespace Gateway.Cli.Receipts;

/// <summary>Checks an answer by its receipt and its proof, offline, and says which of them does not hold.</summary>
internal static class ReceiptVerifier
{
    public static ReceiptVerdict Verify(ReadOnlySpan<byte> answer, SavedReceipt receipt, ReadOnlySpan<byte> proof, WitnessPolicy policy)
    {
        if (TlogProof.Parse(proof) is not { Extra: { } entryBytes } parsed || EntryParser.Parse(entryBytes.Span) is not AccessEntry entry)
            return ReceiptVerdict.NoProof;
        if (parsed.Index != receipt.Index || receipt.Origin != policy.Log.Name) return ReceiptVerdict.OtherProof;
        var verdict = parsed.Verify(entryBytes.Span, policy);
        if (verdict != ProofVerdict.Proved)
        {
            return verdict switch
            {
                ProofVerdict.OtherLog or ProofVerdict.NoCheckpoint => ReceiptVerdict.OtherProof,
                ProofVerdict.NotSigned => ReceiptVerdict.NotSigned,
                ProofVerdict.NotCosigned => ReceiptVerdict.NotCosigned,
                _ => ReceiptVerdict.NotIncluded,
            };
        }

        // The entry is in the log. Whether it is of this answer, the nonce tells, which only the receipt holds.
        byte[] salted = [.. Nonce(receipt), .. answer];
        if (entry.Outcome != AccessOutcome.Granted || entry.ResultHash != Convert.ToBase64String(SHA256.HashData(salted))) return ReceiptVerdict.OtherAnswer;
        return entry.ContractSha256 == receipt.ContractSha256 ? ReceiptVerdict.Holds : ReceiptVerdict.OtherContract;
    }

    private static byte[] Nonce(SavedReceipt receipt)
    {
        var nonce = new byte[receipt.Nonce.Length];
        return Convert.TryFromBase64String(receipt.Nonce, nonce, out var written) ? nonce[..written] : [];
    }
}

/// <summary>What became of a receipt.</summary>
internal enum ReceiptVerdict
{
    /// <summary>This very answer is recorded.</summary>
    Holds,

    /// <summary>The proof cannot be read.</summary>
    NoProof,

    /// <summary>The proof is of another entry or another log.</summary>
    OtherProof,

    /// <summary>The log's key has not signed the proof's checkpoint.</summary>
    NotSigned,

    /// <summary>Too few witnesses have cosigned it.</summary>
    NotCosigned,

    /// <summary>The entry is not in the checkpoint's tree.</summary>
    NotIncluded,

    /// <summary>The entry is recorded, but of another answer: this one was altered, or the receipt is another's.</summary>
    OtherAnswer,

    /// <summary>The entry names another contract than the receipt.</summary>
    OtherContract,
}
