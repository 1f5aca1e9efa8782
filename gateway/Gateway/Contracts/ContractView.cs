using System.Text.Json.Serialization;
using Policies.Contracts;
using Policies.Products;

namespace Gateway.Contracts;

/// <summary>The contracts of the caller.</summary>
/// <param name="Contracts">Ordered by id.</param>
internal sealed record ContractList(IReadOnlyList<ContractView> Contracts);

/// <summary>A contract version, as its consumer sees it.</summary>
/// <param name="Contract">The contract's id.</param>
/// <param name="Version">1, 2, 3, …</param>
/// <param name="Sha256">SHA-256 of the version's canonical JSON, lower-case hexadecimal: the same that receipts name.</param>
/// <param name="Product">The product.</param>
/// <param name="Title">The product's title in English.</param>
/// <param name="TitleZh">The product's title in Chinese.</param>
/// <param name="Purposes">The purposes granted.</param>
/// <param name="LegalBasis">Why the processing is lawful.</param>
/// <param name="ValidFrom">The first day, Asia/Shanghai.</param>
/// <param name="ValidTo">The last day, inclusive, Asia/Shanghai.</param>
/// <param name="InForce">Whether today lies between them.</param>
/// <param name="Score">What is granted of scores; null: nothing.</param>
/// <param name="Quota">How often.</param>
internal sealed record ContractView(
    string Contract,
    int Version,
    string Sha256,
    string Product,
    string Title,
    string TitleZh,
    IReadOnlyList<string> Purposes,
    string LegalBasis,
    DateOnly ValidFrom,
    DateOnly ValidTo,
    bool InForce,
    ScoreGrantView? Score,
    QuotaClause Quota)
{
    public static ContractView Of(ContractVersion version, ProductDocument product, DateOnly today)
    {
        var document = version.Document;
        return new ContractView(
            document.Contract,
            document.Version,
            version.Sha256,
            product.Product,
            product.Title,
            product.TitleZh,
            document.Purposes,
            document.LegalBasis,
            document.ValidFrom,
            document.ValidTo,
            document.ValidFrom <= today && today <= document.ValidTo,
            document.Score is null ? null : ScoreGrantView.Of(document.Score, product),
            document.Quota);
    }
}

/// <summary>What a contract grants of scores.</summary>
/// <param name="MaxBatch">The most subjects in one request.</param>
/// <param name="Precision">Scores are multiples of this many points, or of more where asked.</param>
/// <param name="Reasons">The most reasons a score.</param>
/// <param name="UnknownSubjects"><c>refuse</c>, <c>prior</c> or <c>imputed</c>.</param>
/// <param name="PerSubjectPerDay">How often one person may be asked about a day; null: no cap.</param>
/// <param name="ConsumerFeatures">The features that each subject of a request must carry.</param>
internal sealed record ScoreGrantView(
    int MaxBatch, int Precision, int Reasons, string UnknownSubjects, int? PerSubjectPerDay, IReadOnlyList<string> ConsumerFeatures)
{
    public static ScoreGrantView Of(ScoreClause clause, ProductDocument product) => new(
        clause.MaxBatch,
        clause.Precision,
        clause.Reasons,
        clause.UnknownSubjects.ToString().ToLowerInvariant(),
        clause.PerSubjectPerDay,
        product.Models.FirstOrDefault(m => string.Equals(m.Name, product.Score?.Model, StringComparison.Ordinal))?.ConsumerFeatures ?? []);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ContractList))]
[JsonSerializable(typeof(ContractView))]
internal sealed partial class ContractJson : JsonSerializerContext;
