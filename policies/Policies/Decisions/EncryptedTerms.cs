using Policies.Contracts;
using Sandbox.Protocol.Jobs;

namespace Policies.Decisions;

/// <summary>The terms of granted encrypted scores.</summary>
/// <param name="Precision">The city's contribution is rounded down to a multiple of this many points before it is encoded.</param>
/// <param name="UnknownSubjects">What happens to unknown subjects.</param>
public sealed record EncryptedTerms(int Precision, UnknownSubjects UnknownSubjects) : OperationTerms
{
    /// <summary>Unknown subjects are treated as the contract's clear scores treat them; without these they are told of plainly.</summary>
    public static UnknownSubjects UnknownSubjectsOf(ContractDocument contract) =>
        contract.Score?.UnknownSubjects ?? Sandbox.Protocol.Jobs.UnknownSubjects.Refuse;
}
