using Policies.Contracts;
using Policies.Decisions;

namespace Policies.Lifecycle;

/// <summary>
/// The life of one contract version: a state machine over the steps that were taken. Pure; the state is always what the steps make it.
/// </summary>
public sealed class ContractLife
{
    /// <summary>How many approvers a contract needs. They are neither the author nor each other.</summary>
    public const int ApproversNeeded = 2;

    private ContractLife(ContractState state, IReadOnlyList<StepTaken> steps) => (State, Steps) = (state, steps);

    /// <summary>Nothing has happened yet.</summary>
    public static ContractLife Draft { get; } = new(ContractState.Draft, []);

    /// <summary>Where it stands.</summary>
    public ContractState State { get; }

    /// <summary>What has happened, in order.</summary>
    public IReadOnlyList<StepTaken> Steps { get; }

    /// <summary>Who submitted it; null for a draft and for what came with the platform.</summary>
    public string? Author => Steps.FirstOrDefault(s => s.Step is LifecycleStep.Submit)?.By;

    /// <summary>Who approved it so far.</summary>
    public IEnumerable<string> Approvers => Steps.Where(s => s.Step is LifecycleStep.Approve).Select(s => s.By);

    /// <summary>The life after steps that were stored.</summary>
    /// <exception cref="FormatException">They do not follow from each other: somebody else than this machine wrote them.</exception>
    public static ContractLife Of(ContractDocument document, IEnumerable<StepTaken> steps)
    {
        var life = Draft;
        foreach (var step in steps)
        {
            (var next, var refused) = life.Take(document, step);
            life = next ?? throw new FormatException($"The history of {document.Contract} version {document.Version} breaks at '{step.Step.Done()}': {refused!.Code}.");
        }

        return life;
    }

    /// <summary>Takes a step. The caller has seen to it that who takes it has the role for it; whose contract it is, is looked at here.</summary>
    /// <returns>The life after it, or why it cannot be taken.</returns>
    public (ContractLife? Life, Reason? Refused) Take(ContractDocument document, StepTaken step)
    {
        if (Next(step) is not { } next)
            return (null, ReasonTable.StepNotPossible.With(document.Contract, Number(document), State.Word(), step.Step.Verb()));
        return step.Step switch
        {
            LifecycleStep.Approve when IsAuthor(step.By) || Approvers.Contains(step.By, StringComparer.Ordinal) => (null, ReasonTable.ApproverNotIndependent.With()),
            LifecycleStep.Accept when !string.Equals(step.By, document.Consumer, StringComparison.Ordinal) => (null, ReasonTable.NotThePartyToAccept.With(document.Consumer)),
            _ => (new ContractLife(next, [.. Steps, step]), null),
        };
    }

    private ContractState? Next(StepTaken step) => (State, step.Step) switch
    {
        (ContractState.Draft, LifecycleStep.Submit) => ContractState.Submitted,
        (ContractState.Draft, LifecycleStep.Seed) => ContractState.Active,
        (ContractState.Submitted, LifecycleStep.Approve) => Approvers.Count() + 1 < ApproversNeeded ? ContractState.Submitted : ContractState.Approved,
        (ContractState.Approved, LifecycleStep.Accept) => ContractState.Accepted,
        (ContractState.Accepted or ContractState.Suspended, LifecycleStep.Activate) => ContractState.Active,
        (ContractState.Active, LifecycleStep.Suspend) => ContractState.Suspended,
        (not ContractState.Draft, LifecycleStep.Revoke) when !State.IsEnd() => ContractState.Revoked,
        (not ContractState.Draft, LifecycleStep.Expire) when !State.IsEnd() => ContractState.Expired,
        (not ContractState.Draft, LifecycleStep.Replace) when !State.IsEnd() => ContractState.Replaced,
        _ => null,
    };

    private bool IsAuthor(string who) => string.Equals(who, Author, StringComparison.Ordinal);

    private static string Number(ContractDocument document) => document.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
