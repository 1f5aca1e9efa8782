using Policies.Contracts;
using Policies.Costs;

namespace Policies.Decisions;

/// <summary>The one grant of a contract version's encrypted scores: its precision is never the asker's choice.</summary>
internal sealed class EncryptedGrants
{
    public EncryptedGrants(ContractVersion contract)
    {
        var document = contract.Document;
        Clause = document.Encrypted!;
        Contract = contract;
        Default = new Grant(contract, new EncryptedTerms(Clause.Precision, EncryptedTerms.UnknownSubjectsOf(document)), QuotaDemands.Of(document, Operation.Encrypted), PrivacyCost.None);
    }

    public ContractVersion Contract { get; }

    public EncryptedClause Clause { get; }

    /// <summary>The grant.</summary>
    public Grant Default { get; }
}
