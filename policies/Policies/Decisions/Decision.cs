using Policies.Contracts;
using Policies.Costs;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;

namespace Policies.Decisions;

/// <summary>What the evaluator says: a <see cref="Grant"/> or a <see cref="Refusal"/>.</summary>
public abstract record Decision;

/// <summary>The query may run, once its demands are met, under its terms. Grants of equal terms are shared by requests.</summary>
/// <param name="Contract">The contract version that grants it.</param>
/// <param name="Terms">How the operation is to be done.</param>
/// <param name="Demands">What must be taken of the quotas, all or nothing, but for the subjects: see <see cref="DemandsFor"/>.</param>
/// <param name="Cost">What must be charged to the ledger.</param>
public sealed record Grant(
    ContractVersion Contract, OperationTerms Terms, IReadOnlyList<QuotaDemand> Demands, PrivacyCost Cost) : Decision
{
    /// <summary>What a request about these subjects must take of the quotas.</summary>
    public IReadOnlyList<QuotaDemand> DemandsFor(IReadOnlyList<SubjectId> subjects)
    {
        foreach (var demand in Demands)
            if (demand.Of != DemandOf.Request) return [.. Demands.Select(d => d.For(subjects))];
        return Demands;
    }
}

/// <summary>The terms of a granted query: one kind for each operation.</summary>
public abstract record OperationTerms;

/// <summary>The terms of a granted score query: what was asked for, within what the contract grants.</summary>
/// <param name="Precision">Scores are multiples of this many points.</param>
/// <param name="Reasons">Up to this many reasons a score.</param>
/// <param name="UnknownSubjects">What happens to unknown subjects.</param>
public sealed record ScoreTerms(int Precision, int Reasons, UnknownSubjects UnknownSubjects) : OperationTerms;
