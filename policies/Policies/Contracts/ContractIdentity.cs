using System.Globalization;
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
    public static JsonObject ToJson(ContractDocument document)
    {
        var json = new JsonObject
        {
            ["contract"] = document.Contract,
            ["version"] = document.Version,
            ["consumer"] = document.Consumer,
            ["product"] = document.Product,
            ["purpose"] = new JsonArray([.. document.Purposes.Select(p => JsonValue.Create(p))]),
            ["legalBasis"] = document.LegalBasis,
            ["valid"] = new JsonObject { ["from"] = Iso(document.ValidFrom), ["to"] = Iso(document.ValidTo) },
            ["quota"] = new JsonObject
            {
                ["perSecond"] = document.Quota.PerSecond,
                ["perDay"] = document.Quota.PerDay,
                ["perMonth"] = document.Quota.PerMonth,
            },
        };
        if (document.Score is { } score) json["score"] = ToJson(score);
        return json;
    }

    private static JsonObject ToJson(ScoreClause score)
    {
        var json = new JsonObject
        {
            ["maxBatch"] = score.MaxBatch,
            ["precision"] = score.Precision,
            ["reasons"] = score.Reasons,
            ["unknownSubjects"] = UnknownSubjectsWord.Of(score.UnknownSubjects),
            ["acceptsImputed"] = score.AcceptsImputed,
        };
        if (score.PerSubjectPerDay is { } times) json["perSubject"] = string.Create(CultureInfo.InvariantCulture, $"{times}/day");
        return json;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
