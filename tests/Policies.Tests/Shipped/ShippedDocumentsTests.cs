using Sandbox.Protocol.Datasets;

namespace Policies.Tests.Shipped;

public sealed class ShippedDocumentsTests
{
    private static readonly PolicySet Shipped = ShippedPolicies.Set;

    [Fact]
    public void Documents_AsShipped_AreTheOnesThatOthersRelyOn()
    {
        Shipped.Datasets.Keys.Order().ShouldBe(["credit-default", "housing-fund", "residence"]);
        Shipped.Products.Keys.Order().ShouldBe(["credit-default", "housing-credit", "residence-stability"]);
        Shipped.Contracts.Keys.Order().ShouldBe(
            [("bank-ccb", "credit-default"), ("bank-ccb", "housing-credit"), ("telecom-cmcc", "residence-stability")]);
    }

    [Fact]
    public void HousingCredit_ConsumerFeatures_AreIncomeAndLoanAmount()
    {
        var product = Shipped.Products["housing-credit"];
        product.Models.Select(m => m.Name).ShouldBe(["housing-credit-gbdt", "housing-credit-logistic"]);
        product.Models.ShouldAllBe(m => m.ConsumerFeatures.SequenceEqual(new[] { "income", "loan_amount" }));
    }

    [Fact]
    public void HousingFund_Columns_SayWhatTheGeneratorMakes()
    {
        var spec = Shipped.Datasets["housing-fund"].Spec;
        spec.MaxRows.ShouldBe(36);
        spec.Columns.Select(c => c.Name).ShouldBe(
            ["month", "district", "employer", "birth_year", "monthly_deposit", "withdrawal", "loan_balance", "overdue_days", "income", "loan_amount", "defaulted"]);
        spec.Columns.Single(c => c.Name == "district").Domain!.Count.ShouldBe(16);
        spec.Columns.Single(c => c.Name == "loan_balance").ShouldBe(
            new ColumnSpec("loan_balance", ColumnType.Decimal, Scale: 2, Lower: 0, Upper: 5_000_000));
    }
}
