using Gateway.Answers;
using Gateway.Record;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>What every operation of a product has in common: which product, which request, and what its answer carries.</summary>
internal static class PathParts
{
    /// <summary>The product in the path.</summary>
    public static OpenApiParameter Product => new()
    {
        Name = "product",
        In = ParameterLocation.Path,
        Required = true,
        Description = "A product that you have a contract for: `/v1/contracts` lists them.",
        Schema = Schemas.Text("A product's id.", "^[a-z0-9-]{1,63}$"),
        Example = "housing-credit",
    };

    /// <summary>The idempotency key.</summary>
    public static OpenApiParameter Key(string example) => new()
    {
        Name = AnswerStep.Header,
        In = ParameterLocation.Header,
        Description = "Names this request. The same key with the same body gets the same bytes again, charged once, also after a crash.",
        Schema = Schemas.Text("1 to 128 visible ASCII characters.", "^[!-~]{1,128}$"),
        Example = example,
    };

    /// <summary>Receipt and digest, which every answer has.</summary>
    public static Dictionary<string, IOpenApiHeader> AnswerHeaders => new(StringComparer.Ordinal)
    {
        [Receipt.Header] = Header(
            "Where the answer is recorded, and the nonces that open the entry's salted hashes: keep it beside the answer "
            + "(a structured dictionary, RFC 8941: index, nonce, query-nonce, contract, origin; the privacy that it cost, nano-rho and femto-delta; and, of contracts with a budget, what is left in "
            + "the window, left-nano-rho and left-femto-delta).",
            "A receipt.",
            "index=42, nonce=:q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=:, query-nonce=:EjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrze8=:, "
            + "contract=:X3ZtZhEvYV0m0cWbXk7m5m0e4f2p2pWl5d8mS3v0v1E=:, origin=\"gateway.local\", nano-rho=0, femto-delta=0"),
        ["Content-Digest"] = Header("SHA-256 of the body (RFC 9530).", "A digest.", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"),
    };

    /// <summary>A header that is always there.</summary>
    public static OpenApiHeader Header(string description, string schema, string example) =>
        new() { Description = description, Required = true, Schema = Schemas.Text(schema), Example = example };
}
