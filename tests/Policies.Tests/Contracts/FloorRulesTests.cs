using Policies.Contracts;
using Policies.Datasets;
using Sandbox.Protocol.Jobs;

namespace Policies.Tests.Contracts;

public sealed class FloorRulesTests
{
    [Theory]
    [InlineData(Classification.L3, 1, 3, UnknownSubjects.Refuse, "")]
    [InlineData(Classification.L4, 5, 1, UnknownSubjects.Imputed, "")]
    [InlineData(Classification.L4, 4, 1, UnknownSubjects.Imputed, "precision")]
    [InlineData(Classification.L4, 5, 2, UnknownSubjects.Imputed, "reasons")]
    [InlineData(Classification.L4, 5, 1, UnknownSubjects.Refuse, "unknownSubjects")]
    [InlineData(Classification.L4, 1, 3, UnknownSubjects.Prior, "precision,reasons,unknownSubjects")]
    public void Objections_OfAClause_NameTheKeysAtFault(Classification classification, int precision, int reasons, UnknownSubjects unknown, string keys)
    {
        var clause = new ScoreClause(1000, precision, reasons, unknown, unknown == UnknownSubjects.Imputed, null);
        string.Join(',', FloorRules.Of(classification).Objections(clause).Select(o => o.Key)).ShouldBe(keys);
    }

    [Fact]
    public void Table_EveryClassification_HasRulesThatNeverLoosen()
    {
        FloorRules.Table.Select(r => r.Classification).ShouldBe(Enum.GetValues<Classification>());
        foreach (var (lower, higher) in FloorRules.Table.Zip(FloorRules.Table.Skip(1)))
        {
            higher.Precision.ShouldBeGreaterThanOrEqualTo(lower.Precision);
            higher.Reasons.ShouldBeLessThanOrEqualTo(lower.Reasons);
            (higher.MembershipMayShow && !lower.MembershipMayShow).ShouldBeFalse();
            higher.EpsilonPerQuery.ShouldBeLessThanOrEqualTo(lower.EpsilonPerQuery);
            higher.MinSubjects.ShouldBeGreaterThanOrEqualTo(lower.MinSubjects);
            (higher.Encrypted && !lower.Encrypted).ShouldBeFalse();
        }
    }

    [Fact]
    public void Load_ContractBelowTheFloorOfItsDataset_IsAnErrorAtItsLine()
    {
        const string Contract = "contracts/ccb-housing-credit.yaml";
        const string Product = "products/housing-credit.yaml";
        using var policies = new TemporaryPolicies().Replace("datasets/housing-fund.yaml", "classification: L3", "classification: L4")
            .Replace(Contract, "epsilonPerQuery: 0.05", "epsilonPerQuery: 0.2");
        policies.Errors().Select(e => (e.File, e.Line)).ShouldBe(
        [
            (Contract, policies.LineOf(Contract, "  precision:")), (Contract, policies.LineOf(Contract, "  reasons:")),
            (Contract, policies.LineOf(Contract, "  unknownSubjects:")), (Contract, policies.LineOf(Contract, "  epsilonPerQuery:")),
            (Contract, policies.LineOf(Contract, "encrypted:")),
            (Product, policies.LineOf(Product, "encrypted:")), (Product, policies.LineOf(Product, "aggregate:")), (Product, policies.LineOf(Product, "floor:")),
        ]);
    }
}
