using Policies.Aggregates;
using Policies.Contracts;
using Policies.Tests.Shipped;

namespace Policies.Tests.Contracts;

public sealed class ColumnRulesTests
{
    private static readonly ContractDocument Contract = ShippedPolicies.Set.Contracts[("bank-ccb", "housing-credit")].Document;

    [Fact]
    public void Of_ShippedContract_GrantsWhatItSaysAndNothingElse()
    {
        var rules = Rules(Contract);
        rules["district"].ShouldBe(ColumnRule.Deny with { Filter = true, GroupBy = true, ScoreFeature = true, ScoreReason = true });
        rules["employer"].ShouldBe(ColumnRule.Deny with { GroupBy = true });
        rules["income"].ShouldBe(ColumnRule.Deny with { ConsumerFeature = true, EncryptedFeature = true, ScoreReason = true });
        rules["monthly_deposit"].Filter.ShouldBeTrue();
        rules["monthly_deposit"].Measure.ShouldBe([AggregateFunction.Sum, AggregateFunction.Mean]);
        rules["withdrawal"].Measure.ShouldBeEmpty();
        rules["defaulted"].ShouldBe(ColumnRule.Deny);
        rules["resident_id"].ShouldBe(ColumnRule.Deny);
        rules["no_such_column"].ShouldBe(ColumnRule.Deny);
    }

    [Fact]
    public void Of_NothingStated_GrantsNothing() =>
        Rules(Contract with { Score = null, Aggregate = null, Encrypted = null }).Granted.ShouldBeEmpty();

    [Fact]
    public void Of_MeasuresLeftOut_GrantsEveryMeasureOfTheProductWithEveryFunctionGranted() =>
        Rules(Contract with { Aggregate = Contract.Aggregate! with { Measures = null } })["withdrawal"].Measure
            .ShouldBe([AggregateFunction.Sum, AggregateFunction.Mean]);

    [Fact]
    public void Of_CountsAlone_GrantsNoMeasure() =>
        Rules(Contract with { Aggregate = Contract.Aggregate! with { Functions = [AggregateFunction.Count], Measures = null } })
            .Granted.Values.ShouldAllBe(r => r.Measure.Count == 0);

    [Fact]
    public void Of_ContractThatSaysMoreThanItsProduct_GrantsNoMoreThanTheProduct()
    {
        var greedy = Contract with
        {
            Aggregate = Contract.Aggregate! with
            {
                GroupBy = ["month", "loan_balance"], Where = ["defaulted", "resident_id"], Measures = [new MeasureClause("income", [AggregateFunction.Sum])],
            },
        };
        Rules(greedy).Granted.Values.ShouldAllBe(r => !r.Filter && !r.GroupBy && r.Measure.Count == 0);
    }

    private static ColumnRules Rules(ContractDocument contract) =>
        ColumnRules.Of(contract, ShippedPolicies.Set.Products["housing-credit"], ShippedPolicies.Set.Datasets["housing-fund"]);
}
