using System.Globalization;
using Policies.Costs;
using Policies.Yaml;
using Sandbox.Protocol.Jobs;

namespace Policies.Contracts;

/// <summary>YAML → <see cref="ContractDocument"/>.</summary>
internal static class ContractReader
{
    private const long MaxCalls = 1_000_000_000_000;
    private static readonly Shared<ScoreClause> ScoreClauses = new();

    public static ContractDocument Read(MapReader reader)
    {
        var name = reader.Name("contract", NamePattern.Identifier, "its name, the same as the file's");
        var version = (int)reader.Integer("version", 1, 1_000_000, "1 for the first version");
        var consumer = reader.Name("consumer", NamePattern.Identifier, "the consumer's client id");
        var product = reader.Name("product", NamePattern.Identifier, "the product's name");
        var purposes = ReadPurposes(reader);
        var legalBasis = reader.Choice("legalBasis", LegalBasis.Choices, "why the processing is lawful, such as consent");
        var (from, to) = ReadValidity(reader);
        var score = reader.OptionalMap("score") is { } scoreReader ? ReadScore(scoreReader) : null;
        var aggregate = reader.OptionalMap("aggregate") is { } aggregateReader ? AggregateReader.Read(aggregateReader) : null;
        var encrypted = reader.OptionalMap("encrypted") is { } encryptedReader ? ReadEncrypted(encryptedReader) : null;
        var quota = ReadQuota(reader);
        var budget = BudgetReader.ReadOptional(reader);
        var prices = PriceReader.Read(reader);
        reader.Done();
        return new ContractDocument(
            name, version, consumer, product, purposes, legalBasis, from, to, score, quota, aggregate, encrypted, budget, prices);
    }

    private static IReadOnlyList<string> ReadPurposes(MapReader reader)
    {
        var purposes = reader.Names("purpose", NamePattern.Identifier, "the purposes granted, [credit-granting]");
        foreach (var purpose in purposes)
        {
            if (Purpose.All.ContainsKey(purpose) || purpose.Length == 0) continue;
            reader.Error("purpose", $"'{purpose}' is no purpose of the list. Write some of {string.Join(", ", Purpose.List.Select(p => p.Id))}.");
        }

        return purposes;
    }

    private static (DateOnly From, DateOnly To) ReadValidity(MapReader contract)
    {
        if (contract.Map("valid", "{ from: 2026-01-01, to: 2026-12-31 }") is not { } reader) return default;
        var before = reader.Errors.Count;
        var valid = (reader.Date("from", "the first day"), reader.Date("to", "the last day"));
        if (reader.Errors.Count == before && valid.Item1 > valid.Item2) reader.Error("to", "The last day is before the first. Swap them.");
        reader.Done();
        return valid;
    }

    private static ScoreClause ReadScore(MapReader reader)
    {
        var clause = new ScoreClause(
            (int)reader.Integer("maxBatch", 1, 1000, "the most subjects in one request, 1 to 1000"),
            (int)reader.Integer("precision", 1, 100, "the finest rounding of scores, in points, 1 to 100"),
            (int)reader.Integer("reasons", 0, 3, "the most reasons a score, 0 to 3"),
            reader.Choice("unknownSubjects", UnknownSubjectsWord.All, "refuse, prior or imputed"),
            reader.Boolean("acceptsImputed", otherwise: false),
            ReadPerSubject(reader));
        reader.Done();
        if (clause.UnknownSubjects == UnknownSubjects.Imputed && !clause.AcceptsImputed)
            reader.Error("unknownSubjects", "An imputed score says nothing about the person. Add acceptsImputed: true, or take refuse.");
        if (clause.UnknownSubjects != UnknownSubjects.Imputed && clause.AcceptsImputed)
            reader.Error("acceptsImputed", "This only goes with unknownSubjects: imputed. Delete it.");
        return ScoreClauses.Of(clause);
    }

    private static EncryptedClause ReadEncrypted(MapReader reader)
    {
        var clause = new EncryptedClause(
            reader.Names("features", NamePattern.Column, "the consumer features that come encrypted, [income]"),
            (int)reader.Integer("precision", 1, 100, "the rounding of what the government's features add, in points, 1 to 100"),
            (int)reader.Integer("maxBatch", 1, 4096, "the most subjects in one request, 1 to 4096"),
            ReadPerSubject(reader));
        reader.Done();
        return clause;
    }

    private static int? ReadPerSubject(MapReader reader)
    {
        const string Unit = "/day";
        if (!reader.Has("perSubject", out var node)) return null;
        if (node is YamlScalar scalar && scalar.Text.EndsWith(Unit, StringComparison.Ordinal)
            && int.TryParse(scalar.Text.AsSpan(..^Unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var times)
            && times is >= 1 and <= 1_000_000) return times;
        reader.Error("perSubject", "Write how often one person may be asked about a day, such as 3/day.");
        return null;
    }

    private static QuotaClause ReadQuota(MapReader contract)
    {
        if (contract.Map("quota", "{ perSecond: 50, perDay: 100000, perMonth: 2000000 }") is not { } reader) return new QuotaClause(1, 1, 1);
        var before = reader.Errors.Count;
        var quota = new QuotaClause(
            reader.Integer("perSecond", 1, MaxCalls, "the most requests a second"),
            reader.Integer("perDay", 1, MaxCalls, "the most requests a day"),
            reader.Integer("perMonth", 1, MaxCalls, "the most requests a month"),
            reader.Has("subjectsPerDay", out var node) ? reader.IntegerOf(node, "subjectsPerDay", 1, MaxCalls) : null,
            reader.Has("subjectsPerMonth", out node) ? reader.IntegerOf(node, "subjectsPerMonth", 1, MaxCalls) : null,
            reader.Has("distinctPerDay", out node) ? reader.IntegerOf(node, "distinctPerDay", 1, MaxCalls) : null,
            reader.Has("distinctPerMonth", out node) ? reader.IntegerOf(node, "distinctPerMonth", 1, MaxCalls) : null);
        reader.Done();
        if (reader.Errors.Count > before) return quota;
        if (quota.PerDay < quota.PerSecond) reader.Error("perDay", "It is below perSecond, which could then never be reached. Raise it.");
        if (quota.PerMonth < quota.PerDay) reader.Error("perMonth", "It is below perDay, which could then never be reached. Raise it.");
        if (quota.SubjectsPerMonth < quota.SubjectsPerDay) reader.Error("subjectsPerMonth", "It is below subjectsPerDay, which could then never be reached. Raise it.");
        if (quota.DistinctPerMonth < quota.DistinctPerDay) reader.Error("distinctPerMonth", "It is below distinctPerDay, which could then never be reached. Raise it.");
        return quota;
    }
}
