using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Policies.Contracts;

/// <summary>
/// Gives a contract version its identity: the SHA-256 of its canonical JSON. The JSON has the shape of the document, with every default
/// written out and nothing of comments, order of keys or quoting, so that the same words always have the same identity.
/// </summary>
public static class ContractIdentity
{
    /// <summary>The version of a document.</summary>
    public static ContractVersion VersionOf(ContractDocument document) =>
        new(document, Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Serialize(ToJson(document)))));

    /// <summary>The document as JSON. What is not granted is not there.</summary>
    public static JsonObject ToJson(ContractDocument document) => ContractJson.Of(document);
}
