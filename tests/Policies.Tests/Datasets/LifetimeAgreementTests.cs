using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Policies.Costs;
using Policies.Datasets;
using Policies.Tests.Shipped;

namespace Policies.Tests.Datasets;

/// <summary>Documents that change and parties that agree, in any order: what may ever be spent is raised by two accounts alone.</summary>
public sealed class LifetimeAgreementTests
{
    private const int Cases = 20_000;
    private static readonly DatasetDocument Shipped = ShippedPolicies.Set.Datasets["housing-fund"];
    private static readonly LifetimeTerms Low = new("centre", new PrivacyCost(2, 2));
    private static readonly LifetimeTerms High = new("centre", new PrivacyCost(3, 2));

    [Property(MaxTest = Cases)]
    public Property Agreed_ByAnyCourseOfThings_RisesOnlyByTwoWhoAgreedToTheFigure() => Prop.ForAll(Courses().ToArbitrary(), course =>
    {
        var agreement = LifetimeAgreement.Adopt(Document(Low));
        // What has been agreed to since the document began to ask for it, told by the course and not by the agreement.
        var said = new List<(LifetimeParty Party, string By)>();
        var asks = Low;
        foreach (var (reads, party, by, terms) in course)
        {
            var before = agreement;
            if (reads)
            {
                if (terms != asks) said.Clear();
                asks = terms;
                agreement = agreement.Meet(Document(terms));
                agreement.Agreed.Provider.ShouldBe(before.Agreed.Provider);
                agreement.Agreed.Lifetime.ShouldBe(PrivacyCost.Least(before.Agreed.Lifetime, terms.Lifetime), "lowered at once, raised never");
                continue;
            }

            agreement = agreement.Agree(party, by, terms).After ?? agreement;
            if (terms == asks && before.Asked is not null && !said.Any(s => s.Party == party || s.By == by)) said.Add((party, by));
            var both = said.Any(s => s.Party == LifetimeParty.Operator) && said.Any(s => s.Party == LifetimeParty.Provider);
            agreement.Agreed.ShouldBe(both ? asks : before.Agreed);
        }
    });

    [Fact]
    public void Agree_OneClientForBothParties_IsRefused()
    {
        var asked = LifetimeAgreement.Adopt(Document(Low)).Meet(Document(High));
        var half = asked.Agree(LifetimeParty.Provider, "one", High).After.ShouldNotBeNull();
        half.Agree(LifetimeParty.Operator, "one", High).Refused.ShouldNotBeNull().Code.Code.ShouldBe("lifetime-party-not-independent");
        half.Agree(LifetimeParty.Operator, "two", High).After.ShouldBe(new LifetimeAgreement("housing-fund", High));
    }

    [Fact]
    public void Meet_AskedAgainAfterItWasWithdrawn_BeginsAnew()
    {
        var half = LifetimeAgreement.Adopt(Document(Low)).Meet(Document(High)).Agree(LifetimeParty.Operator, "one", High).After!;
        half.Meet(Document(High)).ShouldBe(half, "reading the same again forgets nothing");
        half.Meet(Document(Low)).Meet(Document(High)).ByOperator.ShouldBeNull();
    }

    [Fact]
    public void Meet_ADocumentWithoutABudget_LeavesNothing()
    {
        var none = LifetimeAgreement.Adopt(Document(Low)).Meet(Shipped with { Provider = "centre", Budget = null });
        none.ShouldBe(new LifetimeAgreement("housing-fund", Low with { Lifetime = PrivacyCost.None }));
        none.Meet(Document(Low)).Agreed.Lifetime.ShouldBe(PrivacyCost.None, "stating it again is a raise from nothing");
    }

    private static DatasetDocument Document(LifetimeTerms terms) =>
        Shipped with { Provider = terms.Provider, Budget = new PrivacyBudget(new PrivacyCost(1, 1), BudgetPeriod.Month, terms.Lifetime) };

    private static Gen<List<(bool Reads, LifetimeParty Party, string By, LifetimeTerms Terms)>> Courses() =>
        (from reads in Gen.Choose(0, 2)
         from party in Gen.Elements(LifetimeParty.Operator, LifetimeParty.Provider)
         from who in Gen.Elements("one", "two")
         from provider in Gen.Frequency((4, Gen.Constant("centre")), (1, Gen.Constant("another")))
         from rho in Gen.Choose(1, 3)
         from delta in Gen.Choose(1, 2)
         select (reads == 0, party, who, new LifetimeTerms(provider, new PrivacyCost(rho, delta)))).ListOf().Select(l => l.ToList());
}
