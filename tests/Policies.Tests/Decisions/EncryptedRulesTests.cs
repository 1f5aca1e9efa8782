using Policies.Contracts;
using Policies.Costs;
using Policies.Datasets;
using Policies.Decisions;
using Policies.Products;
using Policies.Queries;
using Policies.Tests.Shipped;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Jobs;
using static Policies.Tests.Decisions.Fixtures;

namespace Policies.Tests.Decisions;

public sealed class EncryptedRulesTests
{
    private static readonly ProductDocument _product = Product with { Encrypted = new EncryptedSurface("logistic", ["income", "loan_amount"]) };
    private static readonly DatasetDocument Dataset = ShippedPolicies.Set.Datasets["housing-fund"];
    private static readonly EncryptedQuery _asked = Query("income", "loan_amount");

    [Fact]
    public void Evaluate_AllAsTheOfferSays_GrantsTheClausesPrecision()
    {
        var grant = Evaluate(Whole, _asked).ShouldBeOfType<Grant>();
        grant.Terms.ShouldBe(new EncryptedTerms(5, UnknownSubjects.Refuse));
        grant.Cost.IsNone.ShouldBeTrue();
    }

    [Fact]
    public void Demands_OfClearAndEncryptedScores_AreTakenFromTheSameCounters()
    {
        var clear = Evaluator.Evaluate(new ContractVersion(Whole, "00"), _product, Asked, Noon).ShouldBeOfType<Grant>();
        var encrypted = Evaluate(Whole, _asked).ShouldBeOfType<Grant>();
        encrypted.DemandsFor(Asked.Subjects).ShouldBe(clear.DemandsFor(Asked.Subjects));
        encrypted.Demands.ShouldContain(d => d.Of == DemandOf.EachSubject && d.Owner == Whole.Consumer);
    }

    [Fact]
    public void Demands_OfAClauseWithoutACap_AreCappedAsClearScores()
    {
        var contract = Whole with { Encrypted = Whole.Encrypted! with { PerSubjectPerDay = null } };
        Evaluate(contract, _asked).ShouldBeOfType<Grant>().Demands.Single(d => d.Of == DemandOf.EachSubject).Limit.ShouldBe(Whole.Score!.PerSubjectPerDay!.Value);
    }

    [Fact]
    public void Evaluate_ContractOrProductWithoutEncryptedScores_Refuses()
    {
        Codes(Evaluate(Contract, _asked)).ShouldBe([ReasonTable.OperationNotGranted]);
        Codes(Evaluator.Evaluate(new ContractVersion(Whole, "00"), Product, _asked, Noon, Dataset)).ShouldBe([ReasonTable.OperationNotGranted]);
    }

    [Fact]
    public void Evaluate_AnotherContractOrVersionThanInForce_IsAStaleOffer()
    {
        Codes(Evaluate(Whole with { Version = 2 }, _asked)).ShouldBe([ReasonTable.OfferStale]);
        Codes(Evaluate(Whole, _asked with { Request = _asked.Request with { Contract = "another" } })).ShouldBe([ReasonTable.OfferStale]);
    }

    [Fact]
    public void Evaluate_OtherFeaturesThanGranted_Refuses()
    {
        Codes(Evaluate(Whole, Query("income"))).ShouldBe([ReasonTable.FeatureMissing]);
        Codes(Evaluate(Whole, Query("income", "loan_amount", "rating"))).ShouldBe([ReasonTable.FeatureNotGranted]);
    }

    [Fact]
    public void Evaluate_OtherBoundsThanDeclared_Refuses()
    {
        IReadOnlyList<EncryptedFeature> features = [_asked.Request.Features[0] with { Upper = 1 }, _asked.Request.Features[1]];
        Codes(Evaluate(Whole, _asked with { Request = _asked.Request with { Features = features } })).ShouldBe([ReasonTable.EncodingMismatch]);
    }

    [Fact]
    public void Evaluate_MorePeopleOrAnotherPurposeThanGranted_TellsBothReasons()
    {
        var contract = Whole with { Encrypted = Whole.Encrypted! with { MaxBatch = 1 } };
        Codes(Evaluate(contract, _asked with { Purpose = "curiosity" })).ShouldBe([ReasonTable.PurposeNotGranted, ReasonTable.BatchTooLarge], ignoreOrder: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public void Parse_BytesThatAreNoContainer_AreAMalformedQueryInBothLanguages(int length)
    {
        var (query, refusal) = EncryptedQueryParser.Parse(new byte[length]);
        query.ShouldBeNull();
        refusal!.Main.Code.ShouldBe(ReasonTable.MalformedQuery);
    }

    private static Decision Evaluate(ContractDocument contract, EncryptedQuery query) => Evaluator.Evaluate(new ContractVersion(contract, "00"), _product, query, Noon, Dataset);

    private static EncryptedQuery Query(params string[] features) => new(
        new EncryptedRequest(
            "credit-granting", Whole.Contract, 1, [.. features.Select(f => new EncryptedFeature(f, 0, f == "loan_amount" ? 5_000_000 : 1_000_000))], Subjects("A", "B"), 0),
        [.. features.Select(_ => "hash")]);

    private static IEnumerable<ReasonCode> Codes(Decision decision) => decision.ShouldBeOfType<Refusal>().Reasons.Select(r => r.Code);
}
