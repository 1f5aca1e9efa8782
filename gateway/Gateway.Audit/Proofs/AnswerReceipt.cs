using System.Security.Cryptography;
using Gateway.Audit.Reading;

namespace Gateway.Audit.Proofs;

/// <summary>What a consumer keeps of an answer, by which it checks the answer offline against its proof: for programs as well as for <c>dpg receipt verify</c>.</summary>
/// <param name="Origin">The log.</param>
/// <param name="Index">The entry's index.</param>
/// <param name="Nonce">What the answer's hash is salted with (32 bytes).</param>
/// <param name="ContractSha256">The contract version (lower-case hexadecimal).</param>
public sealed record AnswerReceipt(string Origin, long Index, ReadOnlyMemory<byte> Nonce, string ContractSha256)
{
    /// <summary>What the answer cost and what it left; null when the receipt does not say.</summary>
    public ReceiptCost? Cost { get; init; }

    /// <summary>Says whether this very answer is recorded, or which of answer, receipt and proof does not hold.</summary>
    /// <param name="answer">The answer's bytes.</param>
    /// <param name="proof">The proof (C2SP tlog-proof), whose extra data is the entry.</param>
    /// <param name="policy">Whose signatures one trusts.</param>
    public ReceiptVerdict Verify(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> proof, WitnessPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (TlogProof.Parse(proof) is not { Extra: { } bytes } parsed || EntryParser.Parse(bytes.Span) is not AccessEntry entry) return ReceiptVerdict.NoProof;
        if (parsed.Index != Index || Origin != policy.Log.Name) return ReceiptVerdict.OtherProof;
        switch (parsed.Verify(bytes.Span, policy))
        {
            case ProofVerdict.Proved: break;
            case ProofVerdict.OtherLog or ProofVerdict.NoCheckpoint: return ReceiptVerdict.OtherProof;
            case ProofVerdict.NotSigned: return ReceiptVerdict.NotSigned;
            case ProofVerdict.NotCosigned: return ReceiptVerdict.NotCosigned;
            default: return ReceiptVerdict.NotIncluded;
        }

        // The entry is in the log. Whether it is of this answer, the nonce tells, which only the receipt holds.
        byte[] salted = [.. Nonce.Span, .. answer];
        if (entry.Outcome != AccessOutcome.Granted || entry.ResultHash != Convert.ToBase64String(SHA256.HashData(salted))) return ReceiptVerdict.OtherAnswer;
        if (entry.ContractSha256 != ContractSha256) return ReceiptVerdict.OtherContract;
        return Cost is null || Cost == ReceiptCost.Of(entry) ? ReceiptVerdict.Holds : ReceiptVerdict.OtherCost;
    }
}

/// <summary>Privacy, in 10⁻⁹ ρ and 10⁻¹⁵ δ: what an answer cost, and what was left in the window; null for contracts without a budget.</summary>
/// <param name="NanoRho">What it cost of ρ.</param>
/// <param name="FemtoDelta">What it cost of δ.</param>
/// <param name="NanoRhoLeft">What was left of ρ.</param>
/// <param name="FemtoDeltaLeft">What was left of δ.</param>
public sealed record ReceiptCost(long NanoRho, long FemtoDelta, long? NanoRhoLeft, long? FemtoDeltaLeft)
{
    /// <summary>What an entry says.</summary>
    public static ReceiptCost Of(AccessEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new ReceiptCost(entry.NanoRho ?? 0, entry.FemtoDelta ?? 0, entry.NanoRhoLeft, entry.FemtoDeltaLeft);
    }
}

/// <summary>What became of a receipt.</summary>
public enum ReceiptVerdict
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

    /// <summary>The entry names another cost, or another balance, than the receipt.</summary>
    OtherCost,
}
