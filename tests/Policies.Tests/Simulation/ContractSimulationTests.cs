using Policies.Contracts;
using Policies.Simulation;
using Policies.Tests.Decisions;
using Policies.Usage;

namespace Policies.Tests.Simulation;

public sealed class ContractSimulationTests
{
    private static readonly ContractDocument Contract = Fixtures.Contract;

    [Fact]
    public void Replay_UnderTheSameContract_FlipsNothing()
    {
        var result = Run(Contract, Granted(), Granted(subjects: 3), Refused("batch-too-large", 4), Refused("contract-expired") with { Time = Fixtures.Noon.AddYears(2) });
        result.ShouldSatisfyAllConditions(r => r.Replayed.ShouldBe(4), r => r.Same.ShouldBe(4), r => r.NowRefused.ShouldBeEmpty(), r => r.NowGranted.ShouldBeEmpty());
    }

    [Fact]
    public void Replay_UnderATighterDraft_SaysWhichWouldBeRefusedAndWhy()
    {
        var result = Run(
            Contract with { Purposes = ["credit-granting"], Score = Contract.Score! with { MaxBatch = 2 } },
            Granted(), Granted(subjects: 3), Granted() with { Purpose = "credit-granting" }, Granted(subjects: 3) with { Purpose = "credit-granting", Outcome = UsageOutcome.Failed });
        result.Same.ShouldBe(1);
        result.NowRefused.Select(f => (f.Code, f.Count, string.Join(',', f.Entries))).ShouldBe([("batch-too-large", 2, "1,3"), ("purpose-not-granted", 2, "0,1")]);
    }

    [Fact]
    public void Replay_UnderALooserDraft_SaysWhichRefusalsFallAway()
    {
        var result = Run(Contract with { Score = Contract.Score! with { MaxBatch = 10 } }, Refused("batch-too-large", 4), Refused("batch-too-large", 40));
        result.NowGranted.Select(f => (f.Code, f.Count)).ShouldBe([("batch-too-large", 1)]);
        result.Same.ShouldBe(1);
    }

    [Fact]
    public void Replay_WithSmallerQuotas_CountsDaysAndMonths()
    {
        var tight = Contract with { Quota = Contract.Quota with { PerDay = 2, PerMonth = 3 } };
        var result = Run(tight, Granted(), Granted(), Granted(), Granted() with { Time = Fixtures.Noon.AddDays(1) }, Granted() with { Time = Fixtures.Noon.AddDays(2) });
        result.NowRefused.Select(f => (f.Code, f.Count, string.Join(',', f.Entries))).ShouldBe([("quota-exhausted", 2, "2,4")]);
        Run(Contract with { Quota = Contract.Quota with { SubjectsPerDay = 5 } }, Granted(subjects: 3), Granted(subjects: 3), Granted(subjects: 2))
            .NowRefused.Select(f => string.Join(',', f.Entries)).ShouldBe(["1"]);
    }

    [Fact]
    public void Replay_WhatTheLogDoesNotHold_IsUndecided()
    {
        var result = Run(Contract, Refused("precision-not-granted"), Refused("purpose-not-granted") with { Purpose = null }, Refused("batch-too-large", 4) with { Purpose = null });
        result.Undecided.ShouldBe(new Dictionary<string, long> { ["precision-not-granted"] = 1, ["purpose-not-granted"] = 2 });
        result.Same.ShouldBe(0);
    }

    [Fact]
    public void Replay_OtherPartiesAndReplays_ArePassedOver() => Run(
        Contract, Granted() with { Consumer = "telecom-cmcc" }, Granted() with { Product = "other" }, Granted() with { Product = null }, Granted() with { Replay = true }).Replayed.ShouldBe(0);

    [Fact]
    public void Replay_OperationsThatTheDraftDrops_WouldBeRefused()
    {
        var result = Run(Fixtures.Whole with { Aggregate = null }, Granted() with { Operation = "aggregates", Subjects = 0 }, Granted(subjects: 4096) with { Operation = "encrypted" });
        result.NowRefused.Select(f => f.Code).ShouldBe(["operation-not-granted"]);
        result.Same.ShouldBe(1);
    }

    private static SimulationResult Run(ContractDocument draft, params UsageFact[] facts)
    {
        var simulation = new ContractSimulation(draft, Fixtures.Product);
        foreach (var (index, fact) in facts.Index()) simulation.Replay(fact with { Index = index });
        return simulation.Result();
    }

    private static UsageFact Granted(int subjects = 1) => new(
        0, Fixtures.Noon, UsageOutcome.Granted, "bank-ccb", "housing-credit", "scores", "ccb-housing-credit", 1, "sha", "post-loan", subjects, 0, 0, Replay: false, []);

    private static UsageFact Refused(string reason, int subjects = 1) => Granted(subjects) with { Outcome = UsageOutcome.Refused, Reasons = [reason] };
}
