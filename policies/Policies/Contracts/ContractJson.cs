using System.Globalization;
using System.Text.Json.Nodes;
using Policies.Aggregates;
using Policies.Costs;

namespace Policies.Contracts;

/// <summary>
/// A contract as JSON of its document's shape, every default written out. JSON is YAML: read as a document, it is the same contract again.
/// </summary>
internal static class ContractJson
{
    public static JsonObject Of(ContractDocument document)
    {
        var json = new JsonObject
        {
            ["contract"] = document.Contract,
            ["version"] = document.Version,
            ["consumer"] = document.Consumer,
            ["product"] = document.Product,
            ["purpose"] = Texts(document.Purposes),
            ["legalBasis"] = document.LegalBasis,
            ["valid"] = new JsonObject { ["from"] = Iso(document.ValidFrom), ["to"] = Iso(document.ValidTo) },
            ["quota"] = Of(document.Quota),
        };
        if (document.Score is { } score) json["score"] = Of(score);
        if (document.Aggregate is { } aggregate) json["aggregate"] = Of(aggregate);
        if (document.Encrypted is { } encrypted) json["encrypted"] = Of(encrypted);
        if (document.Budget is { } budget) json["budget"] = Of(budget);
        if (document.Prices is { Count: > 0 } prices) json["price"] = new JsonArray([.. prices.Select(Of)]);
        return json;
    }

    private static JsonObject Of(QuotaClause quota)
    {
        var json = new JsonObject { ["perSecond"] = quota.PerSecond, ["perDay"] = quota.PerDay, ["perMonth"] = quota.PerMonth };
        if (quota.SubjectsPerDay is { } day) json["subjectsPerDay"] = day;
        if (quota.SubjectsPerMonth is { } month) json["subjectsPerMonth"] = month;
        if (quota.DistinctPerDay is { } distinct) json["distinctPerDay"] = distinct;
        if (quota.DistinctPerMonth is { } people) json["distinctPerMonth"] = people;
        return json;
    }

    private static JsonObject Of(ScoreClause score) => WithPerSubject(score.PerSubjectPerDay, new JsonObject
    {
        ["maxBatch"] = score.MaxBatch,
        ["precision"] = score.Precision,
        ["reasons"] = score.Reasons,
        ["unknownSubjects"] = UnknownSubjectsWord.Of(score.UnknownSubjects),
        ["acceptsImputed"] = score.AcceptsImputed,
    });

    private static JsonObject Of(EncryptedClause encrypted) => WithPerSubject(encrypted.PerSubjectPerDay, new JsonObject
    {
        ["features"] = Texts(encrypted.Features), ["precision"] = encrypted.Precision, ["maxBatch"] = encrypted.MaxBatch,
    });

    private static JsonObject Of(AggregateClause aggregate)
    {
        var json = new JsonObject
        {
            ["functions"] = Functions(aggregate.Functions),
            ["groupBy"] = Texts(aggregate.GroupBy),
            ["where"] = Texts(aggregate.Where),
            ["epsilonPerQuery"] = ExactDecimal.ToDouble(aggregate.EpsilonPerQuery.Micro, Epsilon.Digits),
        };
        if (aggregate.Measures is { } measures)
            json["measures"] = new JsonObject(measures.Select(m => KeyValuePair.Create(m.Column, (JsonNode?)Functions(m.Functions))));
        return json;
    }

    private static JsonObject Of(PrivacyBudget budget)
    {
        var window = Of(budget.Window);
        window["per"] = PrivacyBudget.Word(budget.Per);
        return new JsonObject { ["window"] = window, ["lifetime"] = Of(budget.Lifetime) };
    }

    private static JsonObject Of(PrivacyCost cost) => new()
    {
        ["rho"] = ExactDecimal.ToDouble(cost.NanoRho, PrivacyBudget.RhoDigits),
        ["delta"] = ExactDecimal.ToDouble(cost.FemtoDelta, PrivacyBudget.DeltaDigits),
    };

    private static JsonObject Of(PriceClause price) =>
        new() { ["of"] = OperationWord.Of(price.Operation), ["per"] = OperationWord.Of(price.Per), ["fen"] = price.Fen };

    private static JsonObject WithPerSubject(int? times, JsonObject json)
    {
        if (times is { } count) json["perSubject"] = string.Create(CultureInfo.InvariantCulture, $"{count}/day");
        return json;
    }

    private static JsonArray Functions(IReadOnlyList<AggregateFunction> functions) => Texts(functions.Select(f => FunctionName.Of(f).Id));

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
