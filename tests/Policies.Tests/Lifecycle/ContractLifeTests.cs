using FsCheck.Xunit;
using Policies.Contracts;
using Policies.Decisions;
using Policies.Lifecycle;
using Policies.Tests.Decisions;

namespace Policies.Tests.Lifecycle;

public sealed class ContractLifeTests
{
    private static readonly ContractDocument Contract = Fixtures.Contract;

    [Fact]
    public void Life_ByTheBook_ComesIntoForceAndEnds()
    {
        var life = Run(
            (LifecycleStep.Submit, "author"), (LifecycleStep.Approve, "approver-1"), (LifecycleStep.Approve, "approver-2"), (LifecycleStep.Accept, Contract.Consumer),
            (LifecycleStep.Activate, "approver-1"), (LifecycleStep.Suspend, "author"), (LifecycleStep.Activate, "approver-2"), (LifecycleStep.Revoke, "approver-1"));
        life.State.ShouldBe(ContractState.Revoked);
        life.Author.ShouldBe("author");
        life.Approvers.ShouldBe(["approver-1", "approver-2"]);
        ContractLife.Of(Contract, life.Steps).State.ShouldBe(ContractState.Revoked);
    }

    [Fact]
    public void Approve_Once_IsNotEnough()
    {
        var life = Run((LifecycleStep.Submit, "author"), (LifecycleStep.Approve, "approver-1"));
        life.State.ShouldBe(ContractState.Submitted);
        Refused(life, LifecycleStep.Accept, Contract.Consumer).ShouldBe(ReasonTable.StepNotPossible);
    }

    [Theory]
    [InlineData("author")]
    [InlineData("approver-1")]
    public void Approve_ByAuthorOrTwiceByOne_IsRefused(string second)
    {
        var life = Run((LifecycleStep.Submit, "author"), (LifecycleStep.Approve, "approver-1"));
        Refused(life, LifecycleStep.Approve, second).ShouldBe(ReasonTable.ApproverNotIndependent);
    }

    [Fact]
    public void Accept_ByAnotherConsumer_IsRefused()
    {
        var life = Run((LifecycleStep.Submit, "author"), (LifecycleStep.Approve, "approver-1"), (LifecycleStep.Approve, "approver-2"));
        Refused(life, LifecycleStep.Accept, "telecom-cmcc").ShouldBe(ReasonTable.NotThePartyToAccept);
    }

    [Fact]
    public void Seed_ADraft_IsInForceAndNothingElseIs()
    {
        Run((LifecycleStep.Seed, StepTaken.Gateway)).State.ShouldBe(ContractState.Active);
        Refused(Run((LifecycleStep.Submit, "author")), LifecycleStep.Seed, StepTaken.Gateway).ShouldBe(ReasonTable.StepNotPossible);
    }

    [Fact]
    public void Of_AHistoryThatDoesNotFollow_IsNoLife() => Should.Throw<FormatException>(() => ContractLife.Of(
        Contract, [new StepTaken(LifecycleStep.Submit, "author", Fixtures.Noon), new StepTaken(LifecycleStep.Activate, "author", Fixtures.Noon)]));

    /// <summary>Whatever anybody tries in whatever order, a contract in force was agreed to by everybody it needs, and an ended one stays so.</summary>
    [Property(MaxTest = 10_000)]
    public bool AnySteps_Tried_NeverSkipAnAgreement(byte[] tries)
    {
        string[] people = ["author", "approver-1", "approver-2", Contract.Consumer, "telecom-cmcc"];
        LifecycleStep[] steps = [.. Enum.GetValues<LifecycleStep>().Where(s => s is not LifecycleStep.Seed)];
        var life = ContractLife.Draft;
        foreach (var attempt in tries ?? [])
        {
            var step = new StepTaken(steps[attempt % steps.Length], people[attempt / 16 % people.Length], Fixtures.Noon);
            var (next, refused) = life.Take(Contract, step);
            if ((next is null) == (refused is null) || (next is not null && life.State.IsEnd())) return false;
            life = next ?? life;
            if (life.State is not (ContractState.Active or ContractState.Suspended)) continue;
            var approvers = life.Approvers.ToList();
            if (approvers.Distinct().Count() != ContractLife.ApproversNeeded || approvers.Contains(life.Author!)
                || !life.Steps.Any(s => s is { Step: LifecycleStep.Accept } && s.By == Contract.Consumer)) return false;
        }

        return true;
    }

    private static ContractLife Run(params (LifecycleStep Step, string By)[] steps) =>
        ContractLife.Of(Contract, steps.Select(s => new StepTaken(s.Step, s.By, Fixtures.Noon)));

    private static ReasonCode Refused(ContractLife life, LifecycleStep step, string by)
    {
        var (next, refused) = life.Take(Contract, new StepTaken(step, by, Fixtures.Noon));
        next.ShouldBeNull();
        return refused.ShouldNotBeNull().Code;
    }
}
