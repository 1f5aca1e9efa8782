using Policies.Aggregates;
using Policies.Contracts;
using Policies.Costs;
using Policies.Products;
using Policies.Queries;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Models;

namespace Policies.Tests.Decisions;

/// <summary>A contract, a product and a query that fit: tests change what they are about.</summary>
internal static class Fixtures
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(8));

    public static readonly ContractDocument Contract = new(
        "ccb-housing-credit", 1, "bank-ccb", "housing-credit", ["credit-granting", "post-loan"], "consent",
        new DateOnly(2026, 1, 1), new DateOnly(2027, 12, 31),
        new ScoreClause(MaxBatch: 3, Precision: 5, Reasons: 2, UnknownSubjects.Refuse, AcceptsImputed: false, PerSubjectPerDay: 4),
        new QuotaClause(50, 1000, 20000));

    /// <summary>The same, with every clause of the language.</summary>
    public static readonly ContractDocument Whole = Contract with
    {
        Quota = new QuotaClause(50, 1000, 20000, SubjectsPerDay: 5000, SubjectsPerMonth: 90000, DistinctPerDay: 4000, DistinctPerMonth: 60000),
        Aggregate = new AggregateClause(
            [AggregateFunction.Count, AggregateFunction.Sum, AggregateFunction.Mean], ["district"], ["district", "deposit"],
            [new MeasureClause("deposit", [AggregateFunction.Sum])], Epsilon("0.05")),
        Encrypted = new EncryptedClause(["income", "loan_amount"], Precision: 5, MaxBatch: 4096, PerSubjectPerDay: 4),
        Budget = new PrivacyBudget(new PrivacyCost(100_000_000, 10_000_000), BudgetPeriod.Month, new PrivacyCost(1_000_000_000, 100_000_000)),
        Prices = [new PriceClause(Operation.Score, PriceUnit.Subject, 20), new PriceClause(Operation.Aggregate, PriceUnit.Call, 5000)],
    };

    public static readonly ProductDocument Product = new(
        "housing-credit", "Housing-fund credit score", "公积金信用评分", "housing-fund",
        [new ModelClause("gbdt", ModelAlgorithm.LightGbm, ["months"], ["income", "loan_amount"], 1)],
        new ScoreSurface("gbdt"), new FloorClause(1));

    public static readonly ScoreQuery Asked = new(
        "credit-granting", Subjects("A", "B"), Features(("income", [1, null]), ("loan_amount", [3, 4])), [], null, null, null);

    public static Policies.Costs.Epsilon Epsilon(string text) => Policies.Costs.Epsilon.TryParse(text, out var epsilon) ? epsilon : throw new ArgumentException(text, nameof(text));

    public static SubjectId[] Subjects(params string[] ids) =>
        [.. ids.Select(id => SubjectId.TryParse(id, out var subject) ? subject : throw new ArgumentException(id, nameof(ids)))];

    public static Dictionary<string, IReadOnlyList<double?>> Features(params (string Name, double?[] Values)[] features) =>
        features.ToDictionary(f => f.Name, f => (IReadOnlyList<double?>)f.Values, StringComparer.Ordinal);
}
