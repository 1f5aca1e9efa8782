using System.Text.Json.Serialization;
using Gateway.Contracts.Store;
using Policies;
using Policies.Contracts;
using Policies.Lifecycle;
using Policies.Products;

namespace Gateway.Contracts;

/// <summary>The contracts of the caller.</summary>
/// <param name="Contracts">Ordered by id.</param>
internal sealed record ContractList(IReadOnlyList<ContractView> Contracts);

/// <summary>A contract version, as its consumer sees it.</summary>
/// <param name="Contract">The contract's id.</param>
/// <param name="Version">1, 2, 3, …</param>
/// <param name="State"><c>approved</c> (and to be accepted by you), <c>accepted</c>, <c>active</c>, <c>suspended</c> or <c>expired</c>.</param>
/// <param name="Sha256">SHA-256 of the version's canonical JSON, lower-case hexadecimal: the same that receipts name.</param>
/// <param name="Product">The product.</param>
/// <param name="Title">The product's title in English.</param>
/// <param name="TitleZh">The product's title in Chinese.</param>
/// <param name="Purposes">The purposes granted.</param>
/// <param name="LegalBasis">Why the processing is lawful.</param>
/// <param name="ValidFrom">The first day, Asia/Shanghai.</param>
/// <param name="ValidTo">The last day, inclusive, Asia/Shanghai.</param>
/// <param name="InForce">Whether it decides requests today: it is active, and today lies between them.</param>
/// <param name="Score">What is granted of scores; null: nothing.</param>
/// <param name="Quota">How often.</param>
internal sealed record ContractView(
    string Contract,
    int Version,
    string State,
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
    public static ContractView Of(StoredContract contract, PolicySet policies, DateOnly today)
    {
        var (document, product) = (contract.Document, policies.Products[contract.Document.Product]);
        return new ContractView(
            document.Contract,
            document.Version,
            contract.State.Word(),
            contract.Version.Sha256,
            product.Product,
            product.Title,
            product.TitleZh,
            document.Purposes,
            document.LegalBasis,
            document.ValidFrom,
            document.ValidTo,
            contract.State is ContractState.Active && document.ValidFrom <= today && today <= document.ValidTo
                && policies.Contracts.GetValueOrDefault((document.Consumer, document.Product)) is { } deciding && deciding.Sha256 == contract.Version.Sha256,
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
[JsonSerializable(typeof(ContractDetail))]
[JsonSerializable(typeof(ContractHistory))]
[JsonSerializable(typeof(SoundContract))]
[JsonSerializable(typeof(ContractView))]
internal sealed partial class ContractJson : JsonSerializerContext;
