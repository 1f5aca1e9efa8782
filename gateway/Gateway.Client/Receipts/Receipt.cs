using System.Diagnostics.CodeAnalysis;
using Gateway.Client.Aggregates;

namespace Gateway.Client.Receipts;

/// <summary>
/// What a consumer keeps of an answer: where it is recorded, and the nonces that open the entry's salted hashes. Keep it beside the answer; nobody else has the answer's nonce.
/// </summary>
/// <param name="Index">The entry's index in the log.</param>
/// <param name="Nonce">What the answer's hash is salted with: 32 bytes.</param>
/// <param name="ContractSha256">SHA-256 of the contract version (32 bytes).</param>
/// <param name="Origin">The log.</param>
public sealed record Receipt(long Index, ReadOnlyMemory<byte> Nonce, ReadOnlyMemory<byte> ContractSha256, string Origin)
{
    /// <summary>The header's name.</summary>
    public const string Header = "Receipt";

    private const int Size = 32;

    /// <summary>What the query's hash is salted with (32 bytes; the regulator can compute them); empty when the receipt does not say.</summary>
    public ReadOnlyMemory<byte> QueryNonce { get; init; }

    /// <summary>What the answer cost of privacy; null when the receipt does not say.</summary>
    public PrivacyAmount? Cost { get; init; }

    /// <summary>What the contract could still spend of privacy in the window; null for contracts that spend none.</summary>
    public PrivacyAmount? Left { get; init; }

    /// <summary>Reads the header, a dictionary of structured fields (RFC 8941): <c>index=42, nonce=:…:, query-nonce=:…:, contract=:…:, origin="gateway.local", nano-rho=0, femto-delta=0</c>.</summary>
    public static bool TryParse(string? header, [NotNullWhen(true)] out Receipt? receipt)
    {
        receipt = null;
        if (StructuredDictionary.Parse(header) is not { } members
            || members.GetValueOrDefault("index") is not long index || index < 0
            || members.GetValueOrDefault("nonce") is not byte[] { Length: Size } nonce
            || members.GetValueOrDefault("contract") is not byte[] { Length: Size } contract
            || members.GetValueOrDefault("origin") is not string { Length: > 0 } origin) return false;
        receipt = new Receipt(index, nonce, contract, origin) { QueryNonce = members.GetValueOrDefault("query-nonce") as byte[], Cost = Amount(""), Left = Amount("left-") };
        return true;

        PrivacyAmount? Amount(string prefix) =>
            members.GetValueOrDefault($"{prefix}nano-rho") is long rho && members.GetValueOrDefault($"{prefix}femto-delta") is long delta ? new PrivacyAmount(rho, delta) : null;
    }
}
