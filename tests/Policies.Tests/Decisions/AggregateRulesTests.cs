using System.Text;
using System.Text.Json;
using Policies.Aggregates;
using Policies.Aggregates.Planning;
using Policies.Contracts;
using Policies.Costs;
using Policies.Decisions;
using Policies.Queries.Aggregates;
using Policies.Tests.Shipped;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;

namespace Policies.Tests.Decisions;

/// <summary>What the shipped housing-fund contract, and changed copies of it, say to aggregates.</summary>
public sealed class AggregateRulesTests
{
    private static readonly PolicySet Policies = ShippedPolicies.Set;
    private static readonly ContractDocument Shipped = Policies.Contracts[("bank-ccb", "housing-credit")].Document;
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Decide_CountsAndMeansByDistrict_CompilesTheWholeJob()
    {
        var (terms, cost) = Granted("SELECT district, AVG(monthly_deposit), COUNT(*) FROM housing-credit WHERE birth_year > 1979 GROUP BY district");
        var job = terms.Job;
        job.GroupBy.ShouldHaveSingleItem().ShouldBeOfType<PublicKeys>().Keys.Count.ShouldBe(16);
        job.Selection.ShouldBeNull();
        job.Where.ShouldBe(new Compare("birth_year", Comparison.GreaterOrEqual, new NumberLiteral(1980)));
        job.Plan.ShouldBe(new RankedRows(36));
        job.Outputs.Select(o => o.Name).ShouldBe(["count", "mean(monthly_deposit)"]);
        job.Measurements.Count.ShouldBe(2, "monthly_deposit can be missing, so its moments do not count rows");
        cost.ShouldBe(new PrivacyCost(1_250_000, 0));
        job.Measurements.Sum(m => ((GaussianNoise)m.Noise).NanoRho).ShouldBe(cost.NanoRho);
        (terms.Reach, terms.KeyPeople, terms.Epsilon.ToString()).ShouldBe((1, null, "0.05"));
    }

    [Fact]
    public void Decide_MeanOfAColumnThatIsNeverMissing_CountsItsRowsForTheSamePrice() =>
        Granted("SELECT AVG(loan_balance), COUNT(*) FROM housing-credit").Terms.Job.Measurements.ShouldHaveSingleItem().ShouldBeOfType<MomentsOf>()
            .Noise.ShouldBe(new GaussianNoise(1_250_000));

    [Theory]
    [InlineData("SELECT COUNT(*), SUM(monthly_deposit) FROM housing-credit WHERE birth_year > 1979 AND district IN ('中原区', '二七区') GROUP BY district",
        "select sum(monthly_deposit), count(*), count(*) from housing-credit where district = '二七区' and birth_year >= 1980 or not (not (birth_year >= 1980 and district = '中原区')) and district = '中原区' group by district", false)]
    [InlineData("SELECT COUNT(*) FROM housing-credit WHERE birth_year > 1979", "SELECT COUNT(*) FROM housing-credit WHERE NOT birth_year <= 1979", true)]
    [InlineData("SELECT COUNT(*) FROM housing-credit WHERE birth_year >= 1930", "SELECT COUNT(*) FROM housing-credit", true)]
    [InlineData("SELECT SUM(monthly_deposit), COUNT(*) FROM housing-credit", "SELECT COUNT(*), SUM(monthly_deposit) FROM housing-credit", true)]
    [InlineData("SELECT COUNT(*) FROM housing-credit GROUP BY employer, district", "SELECT COUNT(*) FROM housing-credit GROUP BY district, employer", true)]
    [InlineData("SELECT COUNT(*) FROM housing-credit WHERE birth_year > 1979", "SELECT COUNT(*) FROM housing-credit WHERE birth_year > 1980", false)]
    public void Decide_Paraphrases_AreOneJob(string sql, string other, bool same) => (Bytes(sql) == Bytes(other)).ShouldBe(same);

    [Theory]
    [InlineData("SELECT VARIANCE(monthly_deposit) FROM housing-credit", "function-not-granted")]
    [InlineData("SELECT SUM(withdrawal) FROM housing-credit", "column-not-granted")]
    [InlineData("SELECT SUM(birth_year) FROM housing-credit", "column-not-granted")]
    [InlineData("SELECT COUNT(*) FROM housing-credit WHERE employer = 'x'", "column-not-granted")]
    [InlineData("SELECT COUNT(*) FROM housing-credit WHERE resident_id = 'x'", "column-not-granted")]
    [InlineData("SELECT COUNT(*) FROM housing-credit WHERE no_such_column = 1", "column-not-granted")]
    [InlineData("SELECT COUNT(*) FROM housing-credit GROUP BY birth_year", "column-not-granted")]
    [InlineData("SELECT COUNT(*) FROM housing-credit GROUP BY resident_id", "column-not-granted")]
    [InlineData("SELECT COUNT(*) FROM residence", "malformed-query")]
    [InlineData("SELECT COUNT(*) FROM housing-credit WHERE birth_year = '1980'", "malformed-query")]
    [InlineData("SELECT COUNT(*) FROM housing-credit WHERE district > 'a'", "malformed-query")]
    [InlineData("SELECT MEDIAN(withdrawal), SUM(withdrawal) FROM housing-credit WHERE employer = 'x' GROUP BY month", "function-not-granted", "column-not-granted", "column-not-granted")]
    public void Decide_NotGranted_NamesEveryReason(string sql, params string[] codes) => Codes(Shipped, sql).ShouldBe(codes);

    [Fact]
    public void Decide_NothingGranted_IsRefused()
    {
        Codes(Shipped with { Aggregate = null, Budget = null }, "SELECT COUNT(*) FROM housing-credit").ShouldBe(["operation-not-granted"]);
        Codes(Shipped with { Budget = null }, "SELECT COUNT(*) FROM housing-credit").ShouldBe(["operation-not-granted"]);
        var (query, contract) = (Parse("SELECT COUNT(*) FROM housing-credit", ""), ContractIdentity.VersionOf(Shipped));
        Evaluator.Evaluate(contract, Policies.Products["housing-credit"], query, Now).ShouldBeOfType<Refusal>("without its dataset nothing is granted");
        Evaluator.Evaluate(contract, Policies.Products["housing-credit"], query, Now, Policies.Datasets["residence"]).ShouldBeOfType<Refusal>();
    }

    [Theory]
    [InlineData("\"epsilon\":0.05", null)]
    [InlineData("\"epsilon\":0.050001", "epsilon-not-granted")]
    [InlineData("\"epsilon\":0.000001", "epsilon-too-small")]
    [InlineData("\"accuracy\":{\"within\":1000000}", "epsilon-not-granted")]
    [InlineData("\"accuracy\":{\"within\":1}", "accuracy-not-offered")]
    [InlineData("\"accuracy\":{\"within\":1},\"mechanism\":\"laplace\"", "accuracy-not-offered")]
    [InlineData("\"epsilon\":0.05,\"mechanism\":\"laplace\"", null)]
    public void Decide_Spending_StaysWithinTheGrant(string spending, string? code)
    {
        var decision = Decide(Shipped, "SELECT COUNT(*), SUM(monthly_deposit) FROM housing-credit", spending);
        if (code is not null) decision.ShouldBeOfType<Refusal>().Reasons.ShouldHaveSingleItem().Code.Code.ShouldBe(code);
        else decision.ShouldBeOfType<Grant>().Cost.NanoRho.ShouldBeInRange(1, 1_250_000);
    }

    [Fact]
    public void Decide_Laplace_PricesEachPartOnItsOwn()
    {
        var grant = Decide(Shipped, "SELECT COUNT(*), SUM(monthly_deposit) FROM housing-credit", "\"epsilon\":0.04,\"mechanism\":\"laplace\"").ShouldBeOfType<Grant>();
        ((AggregateTerms)grant.Terms).Job.Measurements.Select(m => m.Noise).ShouldBe([new LaplaceNoise(20_000), new LaplaceNoise(20_000)]);
        grant.Cost.NanoRho.ShouldBe(2 * (long)Math.Ceiling(1e9 * 0.02 * Math.Tanh(0.01)));
    }

    [Fact]
    public void Decide_Accuracy_IsTheCheapestThatHolds()
    {
        var grant = Decide(Shipped, "SELECT COUNT(DISTINCT SUBJECT) FROM housing-credit", "\"accuracy\":{\"within\":200}").ShouldBeOfType<Grant>();
        ((AggregateTerms)grant.Terms).Forecasts.Single().HalfWidth!.Value.ShouldBeLessThanOrEqualTo(200);
        // 1.96 · 1/√(2ρ) ≈ 200.5: a count of people under ranked rows moves by 1.
        grant.Cost.NanoRho.ShouldBeInRange(45_000, 50_000);
        Codes(Shipped, "SELECT AVG(loan_balance) FROM housing-credit", "\"accuracy\":{\"within\":100000}").ShouldBe(["accuracy-not-offered"], "no number of rows is stated");
        Decide(Shipped, "SELECT AVG(loan_balance) FROM housing-credit", "\"accuracy\":{\"within\":100000,\"rows\":1000000}").ShouldBeOfType<Grant>();
    }

    [Fact]
    public void Decide_PrivateKeys_CostDeltaAndHideSmallGroups()
    {
        var (terms, cost) = Granted("SELECT employer, COUNT(DISTINCT SUBJECT), COUNT(*) FROM housing-credit GROUP BY employer");
        cost.FemtoDelta.ShouldBe(Shipped.Budget!.Window.FemtoDelta / 100);
        terms.Job.Selection.ShouldBe(new KeySelection(KeyMechanism.Gaussian, new GaussianNoise(625_000), cost.FemtoDelta, 10));
        terms.Job.Outputs.Select(o => (o.Name, o.Measurement)).ShouldBe([("count", 0), ("count_subjects", (int?)null)]);
        terms.KeyPeople!.Value.ShouldBeGreaterThan(10);
        Decide(Shipped, "SELECT COUNT(*) FROM housing-credit GROUP BY employer", "\"delta\":5e-9").ShouldBeOfType<Grant>().Cost.FemtoDelta.ShouldBe(5_000_000);
        var without = Shipped with { Budget = Shipped.Budget with { Window = new PrivacyCost(100_000_000, 0) } };
        Codes(without, "SELECT COUNT(*) FROM housing-credit GROUP BY employer").ShouldBe(["delta-too-small"]);
    }

    [Fact]
    public void Decide_KeysThatTheQueryLists_ArePublicAndFree()
    {
        var wide = Shipped with { Aggregate = Shipped.Aggregate! with { Where = ["employer", "birth_year"], GroupBy = ["employer", "birth_year"] } };
        var (terms, cost) = Granted("SELECT COUNT(*) FROM housing-credit WHERE employer IN ('b', 'a') AND birth_year BETWEEN 1980 AND 1981 GROUP BY employer, birth_year", wide);
        cost.FemtoDelta.ShouldBe(0);
        terms.Job.GroupBy.Cast<PublicKeys>().Select(k => string.Join('|', k.Keys)).ShouldBe(
            [string.Join('|', new NumberLiteral(1980), new NumberLiteral(1981)), string.Join('|', new TextLiteral("a"), new TextLiteral("b"))]);
        Granted("SELECT COUNT(*) FROM housing-credit WHERE employer IN ('a') OR employer IS NULL GROUP BY employer", wide).Terms.Job.GroupBy.Single()
            .ShouldBeOfType<PrivateKeys>("a missing value cannot be listed");
    }

    [Fact]
    public void Decide_Histogram_IsACountInBins()
    {
        var wide = Shipped with { Aggregate = Shipped.Aggregate! with { Functions = [AggregateFunction.Histogram, AggregateFunction.Quantile], Measures = null } };
        var job = Granted("SELECT HISTOGRAM(monthly_deposit, 0, 500.5, 1e3) FROM housing-credit GROUP BY district", wide).Terms.Job;
        job.GroupBy[1].ShouldBeOfType<Bins>().Edges.ShouldBe([0, 50_050, 100_000]);
        job.Measurements.ShouldHaveSingleItem().ShouldBeOfType<CountRows>();
        Codes(wide, "SELECT HISTOGRAM(monthly_deposit, 0, 0.001) FROM housing-credit").ShouldBe(["malformed-query"]);
        Codes(wide, "SELECT HISTOGRAM(monthly_deposit, 0, 1), QUANTILE(withdrawal, 0.5) FROM housing-credit").ShouldBe(["malformed-query"]);
    }

    [Fact]
    public void Decide_Quantiles_ShareOneTree()
    {
        var wide = Shipped with { Aggregate = Shipped.Aggregate! with { Functions = [AggregateFunction.Median, AggregateFunction.Quantile], Measures = null } };
        var (terms, _) = Granted("SELECT MEDIAN(withdrawal), QUANTILE(withdrawal, 0.9, 0.1) FROM housing-credit", wide);
        terms.Job.Measurements.ShouldHaveSingleItem().ShouldBeOfType<TreeOf>();
        terms.Job.Outputs.Select(o => (o.Name, o.QuantilePerMille)).ShouldBe([("quantile(withdrawal,0.1)", 100), ("quantile(withdrawal,0.9)", 900), ("median(withdrawal)", 500)]);
        terms.Forecasts.ShouldAllBe(f => f.HalfWidth == null && f.Ranks > 0);
    }

    [Fact]
    public void Decide_ConditionThatNeverHolds_IsPricedLikeAnyOther()
    {
        var (terms, cost) = Granted("SELECT COUNT(*) FROM housing-credit WHERE birth_year > 9000");
        terms.Job.Where.ShouldNotBeNull();
        cost.NanoRho.ShouldBe(1_250_000);
    }

    [Fact]
    public void Decide_TooManyGroups_IsRefused()
    {
        var wide = Shipped with { Aggregate = Shipped.Aggregate! with { GroupBy = ["district", "birth_year"], Functions = [AggregateFunction.Quantile], Measures = null } };
        Codes(wide, "SELECT QUANTILE(withdrawal, 0.5) FROM housing-credit GROUP BY district, birth_year").ShouldBe(["query-too-large"]);
    }

    [Theory]
    [InlineData(100, null)]
    [InlineData(250, "query-too-large")]
    public void Decide_MoreBytesThanAnAnswerMayHave_IsRefusedBeforeItIsPaid(int length, string? code)
    {
        List<string> names = [.. Enumerable.Range(0, 200).Select(i => $"{new string('a', length)}{i}")];
        var dataset = Policies.Datasets["housing-fund"];
        dataset = dataset with { Spec = dataset.Spec with { Columns = [.. dataset.Spec.Columns.Select(c => c.Name == "district" ? c with { Domain = names } : c)] } };
        var wide = Shipped with { Aggregate = Shipped.Aggregate! with { Where = ["employer"] } };
        var query = Parse($"SELECT COUNT(*) FROM housing-credit WHERE employer IN ({string.Join(',', names.Take(50).Select(n => $"'{n}'"))}) GROUP BY employer, district", "");
        var decision = Evaluator.Evaluate(ContractIdentity.VersionOf(wide), Policies.Products["housing-credit"], query, Now, dataset);
        (decision as Refusal)?.Reasons.Single().Code.Code.ShouldBe(code);
        (decision is Grant).ShouldBe(code is null);
    }

    [Fact]
    public void Decide_Output_RoundsAndRaisesWhatCannotBeNegative()
    {
        var job = ((AggregateTerms)Decide(Shipped, "SELECT COUNT(*), AVG(loan_balance) FROM housing-credit", "\"output\":{\"nonNegative\":true,\"roundTo\":5}")
            .ShouldBeOfType<Grant>().Terms).Job;
        job.Outputs.Select(o => (o.RoundTo, o.NonNegative)).ShouldBe([(5m, true), (5m, false)]);
    }

    private static (AggregateTerms Terms, PrivacyCost Cost) Granted(string sql, ContractDocument? contract = null)
    {
        var decision = Decide(contract ?? Shipped, sql);
        (decision as Refusal)?.Reasons.Select(r => r.Sentence(false)).ShouldBeEmpty();
        var grant = decision.ShouldBeOfType<Grant>();
        return ((AggregateTerms)grant.Terms, grant.Cost);
    }

    private static string Bytes(string sql) => JsonSerializer.Serialize(Granted(sql).Terms.Job, ProtocolJson.Default.AggregateJob);

    private static string[] Codes(ContractDocument contract, string sql, string more = "") =>
        [.. Decide(contract, sql, more).ShouldBeOfType<Refusal>().Reasons.Select(r => r.Code.Code)];

    private static Decision Decide(ContractDocument contract, string sql, string more = "") => Evaluator.Evaluate(
        ContractIdentity.VersionOf(contract), Policies.Products["housing-credit"], Parse(sql, more), Now, Policies.Datasets["housing-fund"]);

    private static AggregateQuery Parse(string sql, string more)
    {
        var json = $$"""{"purpose":"post-loan","sql":"{{JsonEncodedText.Encode(sql)}}"{{(more.Length > 0 ? "," : "")}}{{more}}}""";
        return AggregateQueryParser.Parse(Encoding.UTF8.GetBytes(json)).Query.ShouldNotBeNull();
    }
}
