using Policies.Contracts;
using Policies.Costs;
using Policies.Decisions;
using Policies.Products;
using Policies.Queries;
using Sandbox.Protocol.Jobs;
using static Policies.Tests.Decisions.Fixtures;

namespace Policies.Tests.Decisions;

public sealed class EvaluatorTests
{
    [Fact]
    public void Evaluate_NothingAskedBeyondTheContract_GrantsItsTerms()
    {
        var grant = Evaluate(Contract, Product, Asked, Noon).ShouldBeOfType<Grant>();
        grant.Terms.ShouldBe(new ScoreTerms(5, 2, UnknownSubjects.Refuse));
        grant.Cost.IsNone.ShouldBeTrue();
        grant.DemandsFor(Asked.Subjects).ShouldBe(
        [
            new QuotaDemand("ccb-housing-credit", "calls", QuotaWindow.Second, 50, 1),
            new QuotaDemand("ccb-housing-credit", "calls", QuotaWindow.Day, 1000, 1),
            new QuotaDemand("ccb-housing-credit", "calls", QuotaWindow.Month, 20000, 1),
            new QuotaDemand("bank-ccb", "subject", QuotaWindow.Day, 4, 1, Asked.Subjects, DemandOf.EachSubject),
        ]);
    }

    [Fact]
    public void DemandsFor_QuotasOfSubjects_CountEachSubjectOfTheRequest()
    {
        var contract = Contract with { Quota = Contract.Quota with { SubjectsPerDay = 7, SubjectsPerMonth = 9 } };
        Evaluate(contract, Product, Asked, Noon).ShouldBeOfType<Grant>().DemandsFor(Asked.Subjects).Where(d => d.Name == "subjects")
            .Select(d => (d.Owner, d.Window, d.Limit, d.Amount, d.Subjects)).ShouldBe(
            [("ccb-housing-credit", QuotaWindow.Day, 7, 2, null), ("ccb-housing-credit", QuotaWindow.Month, 9, 2, null)]);
    }

    [Fact]
    public void Evaluate_EqualTermsOfOneVersion_GiveTheSameGrantAndAllocateNothing()
    {
        var version = new ContractVersion(Contract, "00");
        var query = Asked with { Precision = 10, Reasons = 1 };
        var first = Evaluator.Evaluate(version, Product, query, Noon);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var second = Evaluator.Evaluate(version, Product, query, Noon);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        second.ShouldBeSameAs(first);
    }

    [Fact]
    public void Evaluate_CopyOfAVersionWithAnotherDocument_IsDecidedByTheOther()
    {
        var version = new ContractVersion(Contract, "00");
        Evaluator.Evaluate(version, Product, Asked, Noon).ShouldBeOfType<Grant>();
        var coarser = version with { Document = Contract with { Score = Contract.Score! with { Precision = 20 } } };
        Evaluator.Evaluate(coarser, Product, Asked, Noon).ShouldBeOfType<Grant>().Terms.ShouldBeOfType<ScoreTerms>().Precision.ShouldBe(20);
    }

    [Fact]
    public void Evaluate_LessThanTheContractAskedFor_GrantsWhatWasAsked()
    {
        var query = Asked with { Precision = 15, Reasons = 0, UnknownSubjects = UnknownSubjects.Refuse };
        Evaluate(Contract, Product, query, Noon).ShouldBeOfType<Grant>().Terms.ShouldBe(new ScoreTerms(15, 0, UnknownSubjects.Refuse));
    }

    [Fact]
    public void Evaluate_NoCapPerSubject_DemandsCallsOnly()
    {
        var contract = Contract with { Score = Contract.Score! with { PerSubjectPerDay = null } };
        Evaluate(contract, Product, Asked, Noon).ShouldBeOfType<Grant>().Demands.ShouldAllBe(d => d.Name == "calls");
    }

    [Theory]
    [InlineData("2025-12-31T15:59:59.9999999Z", "contract-not-yet-valid")]
    [InlineData("2025-12-31T16:00:00Z", null)]
    [InlineData("2027-12-31T15:59:59.9999999Z", null)]
    [InlineData("2027-12-31T16:00:00Z", "contract-expired")]
    [InlineData("2028-01-01T00:30:00+09:00", null)]
    public void Evaluate_DayTurns_AtMidnightInShanghai(string now, string? refusal)
    {
        var decision = Evaluate(Contract, Product, Asked, DateTimeOffset.Parse(now));
        if (refusal is null) decision.ShouldBeOfType<Grant>();
        else Codes(decision).ShouldBe([refusal]);
    }

    [Fact]
    public void Evaluate_EverythingWrong_TellsEveryReason()
    {
        var query = Asked with
        {
            Purpose = "anti-fraud",
            Subjects = Subjects("A", "B", "C", "D"),
            Features = Features(("income", [1, 2, 3, 4]), ("salary", [1, 2, 3, 4])),
            Precision = 1,
            Reasons = 3,
            UnknownSubjects = UnknownSubjects.Prior,
        };
        Codes(Evaluate(Contract, Product, query, Noon.AddYears(5))).ShouldBe(
        [
            "contract-expired", "purpose-not-granted", "batch-too-large", "precision-not-granted", "reasons-not-granted",
            "unknown-subjects-not-granted", "feature-not-granted", "feature-missing",
        ]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    public void Evaluate_PrecisionThatIsNoMultiple_IsRefused(int precision) =>
        Codes(Evaluate(Contract, Product, Asked with { Precision = precision }, Noon)).ShouldBe(["precision-not-granted"]);

    [Fact]
    public void Evaluate_FeatureThatSomeSubjectLacks_IsMissing() =>
        Codes(Evaluate(Contract, Product, Asked with { Incomplete = ["loan_amount"] }, Noon)).ShouldBe(["feature-missing"]);

    [Fact]
    public void Evaluate_NoScoreClause_IsRefused() =>
        Codes(Evaluate(Contract with { Score = null }, Product, Asked, Noon)).ShouldBe(["operation-not-granted"]);

    [Fact]
    public void Evaluate_ProductWithoutScore_IsRefused() =>
        Codes(Evaluate(Contract, Product with { Score = null }, Asked, Noon)).ShouldBe(["operation-not-granted"]);

    [Fact]
    public void Evaluate_OfAnotherProduct_FailsClosed() =>
        Codes(Evaluate(Contract, Product with { Product = "other" }, Asked, Noon)).ShouldBe(["evaluation-failed"]);

    [Fact]
    public void Evaluate_BugInside_FailsClosed() =>
        Codes(Evaluate(Contract with { Purposes = null! }, Product, Asked, Noon)).ShouldBe(["evaluation-failed"]);

    [Fact]
    public void Evaluate_LastInstantOfTheCalendar_IsADecision() =>
        Evaluate(Contract, Product, Asked, DateTimeOffset.MaxValue).ShouldBeOfType<Refusal>();

    private static Decision Evaluate(ContractDocument contract, ProductDocument product, ScoreQuery query, DateTimeOffset now) =>
        Evaluator.Evaluate(new ContractVersion(contract, "00"), product, query, now);

    private static IEnumerable<string> Codes(Decision decision) => decision.ShouldBeOfType<Refusal>().Reasons.Select(r => r.Code.Code);
}
