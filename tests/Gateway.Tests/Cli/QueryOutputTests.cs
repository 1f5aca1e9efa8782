using Gateway.Cli.Queries;
using Gateway.Client.Aggregates;
using Gateway.Ledger;
using Policies.Costs;
using ConsumerBudget = Gateway.Client.Aggregates.PrivacyBudget;

namespace Gateway.Tests.Cli;

/// <summary>What <c>dpg query</c> makes of an answer, and of its price.</summary>
public sealed class QueryOutputTests
{
    [Fact]
    public void Csv_KeysAndIntervals_AreQuotedAndNeverFormulas() => AnswerCsv.Of(new AggregateAnswer(
        "p", "v", ["employer"], ["count"],
        [
            new AggregateRow(["A, \"B\""], [new AggregateValue(12.50m, 10, 15)]),
            new AggregateRow(["=HYPERLINK(1)"], [new AggregateValue(-3, -5, -1)]),
            new AggregateRow(["-7"], [new AggregateValue(0, 0, 0)]),
            new AggregateRow([null], [new AggregateValue(1, 0, 2)]),
        ],
        null)).ShouldBe("employer,count,count lower,count upper\r\n\"A, \"\"B\"\"\",12.5,10,15\r\n'=HYPERLINK(1),-3,-5,-1\r\n-7,0,0,0\r\n,1,0,2\r\n");

    [Theory]
    [InlineData(8123, 8046, 8200, "8123 ± 77")]
    [InlineData(8123.50, 8123.50, 8124, "8123.5 [8123.5, 8124]")]
    public void Numbers_WithError_AreSymmetricOrShowBothEnds(double value, double lower, double upper, string shown) =>
        Numbers.WithError(new AggregateValue((decimal)value, (decimal)lower, (decimal)upper)).ShouldBe(shown);

    [Theory]
    [InlineData("SELECT COUNT(*) FROM housing-credit WHERE x = 1", "housing-credit")]
    [InlineData("select count(*)\nfrom \"p2\"", "p2")]
    [InlineData("SELECT COUNT(*)", null)]
    public void FromClause_Sql_NamesTheProduct(string sql, string? product) => FromClause.ProductOf(sql).ShouldBe(product);

    [Theory]
    [InlineData(17L)]
    [InlineData(null)]
    public void Balance_Header_IsReadByTheClient(long? sequence)
    {
        var balance = new Balance(new PrivacyCost(98_750_000, 10_000_000), new PrivacyCost(998_750_000, 0));
        ConsumerBudget.TryParse(balance.ToHeader(new PrivacyCost(1_250_000, 3), sequence), out var budget).ShouldBeTrue();
        budget.ShouldBe(new ConsumerBudget(new PrivacyAmount(1_250_000, 3), new PrivacyAmount(98_750_000, 10_000_000), new PrivacyAmount(998_750_000, 0), sequence));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nano-rho=1, femto-delta=0")]
    [InlineData("nano-rho=x, femto-delta=0, window-nano-rho=1, window-femto-delta=0, lifetime-nano-rho=1, lifetime-femto-delta=0")]
    public void Balance_HeaderThatIsNone_IsNotRead(string? header) => ConsumerBudget.TryParse(header, out _).ShouldBeFalse();
}
