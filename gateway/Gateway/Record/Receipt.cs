using System.Globalization;

namespace Gateway.Record;

/// <summary>What the consumer keeps of an answer: where it is recorded, and the nonce that opens the entry's salted hashes.</summary>
/// <param name="Origin">The log.</param>
/// <param name="Index">The entry's index in it.</param>
/// <param name="Nonce">32 random bytes; held by the receipt alone.</param>
/// <param name="ContractSha256">The contract version (lower-case hexadecimal).</param>
internal sealed record Receipt(string Origin, long Index, byte[] Nonce, string ContractSha256)
{
    public const string Header = "Receipt";

    /// <summary>A structured dictionary (RFC 8941): <c>index=42, nonce=:…:, contract=:…:, origin="gateway.local"</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"index={Index}, nonce=:{Convert.ToBase64String(Nonce)}:, contract=:{Convert.ToBase64String(Convert.FromHexString(ContractSha256))}:, origin=\"{Origin}\"");
}
