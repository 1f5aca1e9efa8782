using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
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

    private const int OnStack = 384;

    /// <summary>
    /// A structured dictionary (RFC 8941): <c>index=42, nonce=:…:, query-nonce=:…:, contract=:…:, origin="gateway.local", nano-rho=0, femto-delta=0</c>, and
    /// <c>left-nano-rho</c> and <c>left-femto-delta</c> of contracts with a budget.
    /// </summary>
    public override string ToString()
    {
        var header = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[OnStack]);
        Span<byte> contract = stackalloc byte[32];
        Convert.FromHexString(ContractSha256, contract, out _, out _);
        header.AppendLiteral("index=");
        header.AppendFormatted(Index);
        AppendBytes(ref header, "nonce", Nonce);
        AppendBytes(ref header, "query-nonce", QueryNonce);
        AppendBytes(ref header, "contract", contract);
        header.AppendLiteral(", origin=\"");
        header.AppendLiteral(Origin);
        header.AppendLiteral("\"");
        AppendAmount(ref header, "", Cost);
        if (Left is { } left) AppendAmount(ref header, "left-", left);
        return header.ToStringAndClear();
    }

    private static void AppendBytes(ref DefaultInterpolatedStringHandler header, string name, ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Base64.GetMaxEncodedToUtf8Length(32)];
        if (!Convert.TryToBase64Chars(bytes, text, out var length)) throw new InvalidOperationException("A hash has 32 bytes.");
        header.AppendLiteral(", ");
        header.AppendLiteral(name);
        header.AppendLiteral("=:");
        header.AppendFormatted(text[..length]);
        header.AppendLiteral(":");
    }

    private static void AppendAmount(ref DefaultInterpolatedStringHandler header, string prefix, PrivacyCost amount)
    {
        header.AppendLiteral(", ");
        header.AppendLiteral(prefix);
        header.AppendLiteral("nano-rho=");
        header.AppendFormatted(amount.NanoRho);
        header.AppendLiteral(", ");
        header.AppendLiteral(prefix);
        header.AppendLiteral("femto-delta=");
        header.AppendFormatted(amount.FemtoDelta);
    }
}
