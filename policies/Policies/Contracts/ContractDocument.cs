using Policies.Costs;
using Sandbox.Protocol.Jobs;

namespace Policies.Contracts;

/// <summary>What one consumer may ask of one product. Nothing stated means nothing allowed.</summary>
/// <param name="Contract">The contract's id: lower-case letters, digits and hyphens.</param>
/// <param name="Version">1, 2, 3, …; a version never changes after submission.</param>
/// <param name="Consumer">The consumer's id, equal to its client id.</param>
/// <param name="Product">The product.</param>
/// <param name="Purposes">The purposes granted; at least one.</param>
/// <param name="LegalBasis">Why the processing is lawful, such as <c>consent</c>.</param>
/// <param name="ValidFrom">The first day, Asia/Shanghai.</param>
/// <param name="ValidTo">The last day, inclusive, Asia/Shanghai.</param>
/// <param name="Score">What is granted of scores; null: nothing.</param>
/// <param name="Quota">How often.</param>
/// <param name="Aggregate">What is granted of aggregates; null: nothing.</param>
/// <param name="Encrypted">What is granted of scores under encryption; null: nothing.</param>
/// <param name="Budget">What aggregates may spend of privacy; stated when they are granted, and only then.</param>
/// <param name="Prices">The price list, by operation and unit; null or empty: nothing is charged.</param>
public sealed record ContractDocument(
    string Contract,
    int Version,
    string Consumer,
    string Product,
    IReadOnlyList<string> Purposes,
    string LegalBasis,
    DateOnly ValidFrom,
    DateOnly ValidTo,
    ScoreClause? Score,
    QuotaClause Quota,
    AggregateClause? Aggregate = null,
    EncryptedClause? Encrypted = null,
    PrivacyBudget? Budget = null,
    IReadOnlyList<PriceClause>? Prices = null)
{
    /// <summary>How often one person may be asked about a day, over all of the consumer's contracts; null: no cap.</summary>
    /// <param name="operation">By which operation. Clear and encrypted scores are counted together.</param>
    public int? PerSubjectPerDay(Operation operation) => operation switch
    {
        Operation.Score => Score?.PerSubjectPerDay,
        // Without a cap of its own it would be the way around that of clear scores.
        Operation.Encrypted => Encrypted is null ? null : Encrypted.PerSubjectPerDay ?? Score?.PerSubjectPerDay,
        _ => null,
    };

    /// <summary>Whether an operation is granted at all.</summary>
    public bool Grants(Operation operation) => operation switch
    {
        Operation.Score => Score is not null,
        Operation.Aggregate => Aggregate is not null,
        Operation.Encrypted => Encrypted is not null,
        _ => false,
    };
}

/// <summary>What a contract grants of scores.</summary>
/// <param name="MaxBatch">Subjects in one request, 1 to 1,000.</param>
/// <param name="Precision">The finest precision in points, 1 to 100.</param>
/// <param name="Reasons">The most reasons a score, 0 to 3.</param>
/// <param name="UnknownSubjects">The treatment of unknown subjects.</param>
/// <param name="AcceptsImputed">The consumer accepts that an imputed score is no statement about the person; needed for <see cref="UnknownSubjects.Imputed"/>.</param>
/// <param name="PerSubjectPerDay">How often one person may be asked about a day, over all of the consumer's contracts; null: no cap.</param>
public sealed record ScoreClause(
    int MaxBatch, int Precision, int Reasons, UnknownSubjects UnknownSubjects, bool AcceptsImputed, int? PerSubjectPerDay);

/// <summary>Quotas. Those of calls are all needed; those of subjects count each subject of each request, known or not.</summary>
/// <param name="PerSecond">Calls a second.</param>
/// <param name="PerDay">Calls a calendar day.</param>
/// <param name="PerMonth">Calls a calendar month.</param>
/// <param name="SubjectsPerDay">Subjects a calendar day; null: as many as calls allow.</param>
/// <param name="SubjectsPerMonth">Subjects a calendar month; null: as many as calls allow.</param>
/// <param name="DistinctPerDay">Different subjects a calendar day; null: as many as come.</param>
/// <param name="DistinctPerMonth">Different subjects a calendar month; null: as many as come.</param>
public sealed record QuotaClause(
    long PerSecond, long PerDay, long PerMonth, long? SubjectsPerDay = null, long? SubjectsPerMonth = null, long? DistinctPerDay = null, long? DistinctPerMonth = null);
