using System.Globalization;
using Policies.Costs;

namespace Gateway.Record;

/// <summary>What the consumer keeps of an answer: where it is recorded, and the nonces that open the entry's salted hashes.</summary>
/// <param name="Origin">The log.</param>
/// <param name="Index">The entry's index in it.</param>
/// <param name="Nonce">What the answer's hash is salted with: 32 random bytes; held by the receipt alone.</param>
/// <param name="QueryNonce">What the query's hash is salted with: 32 bytes, which the regulator can compute.</param>
/// <param name="ContractSha256">The contract version (lower-case hexadecimal).</param>
/// <param name="Cost">What the answer cost of privacy, as the entry says.</param>
/// <param name="Left">What the contract may still spend of privacy in the window; null when it spends none.</param>
internal sealed record Receipt(string Origin, long Index, byte[] Nonce, byte[] QueryNonce, string ContractSha256, PrivacyCost Cost, PrivacyCost? Left)
{
    public const string Header = "Receipt";

    /// <summary>
    /// A structured dictionary (RFC 8941): <c>index=42, nonce=:…:, query-nonce=:…:, contract=:…:, origin="gateway.local", nano-rho=0, femto-delta=0</c>, and
    /// <c>left-nano-rho</c> and <c>left-femto-delta</c> of contracts with a budget.
    /// </summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"index={Index}, nonce=:{Convert.ToBase64String(Nonce)}:, query-nonce=:{Convert.ToBase64String(QueryNonce)}:, contract=:{Convert.ToBase64String(Convert.FromHexString(ContractSha256))}:, origin=\"{Origin}\", {Amount("", Cost)}{(Left is { } left ? $", {Amount("left-", left)}" : "")}");

    private static string Amount(string prefix, PrivacyCost amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}nano-rho={amount.NanoRho}, {prefix}femto-delta={amount.FemtoDelta}");
}
