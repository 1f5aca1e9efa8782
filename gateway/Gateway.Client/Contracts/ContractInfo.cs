namespace Gateway.Client.Contracts;

/// <summary>One of the client's own contracts.</summary>
/// <param name="Contract">The contract's id.</param>
/// <param name="Version">1, 2, 3, …</param>
/// <param name="State"><c>approved</c> (and to be accepted), <c>accepted</c>, <c>active</c>, <c>suspended</c> or <c>expired</c>.</param>
/// <param name="Sha256">SHA-256 of the version's canonical JSON: the same that receipts name.</param>
/// <param name="Product">The product.</param>
/// <param name="Title">The product's title in English.</param>
/// <param name="TitleZh">The product's title in Chinese.</param>
/// <param name="Purposes">The purposes granted.</param>
/// <param name="LegalBasis">Why the processing is lawful.</param>
/// <param name="ValidFrom">The first day, Asia/Shanghai.</param>
/// <param name="ValidTo">The last day, inclusive, Asia/Shanghai.</param>
/// <param name="InForce">Whether it decides requests today.</param>
/// <param name="Score">What is granted of scores; null: nothing.</param>
/// <param name="Quota">How often.</param>
public sealed record ContractInfo(
    string Contract,
    int Version,
    string State,
    string Sha256,
    string Product,
    string Title,
    string TitleZh,
    IReadOnlyList<string> Purposes,
    string LegalBasis,
    DateOnly ValidFrom,
    DateOnly ValidTo,
    bool InForce,
    ScoreGrant? Score,
    CallQuota Quota);

/// <summary>What a contract grants of scores.</summary>
/// <param name="MaxBatch">The most subjects in one request.</param>
/// <param name="Precision">The finest precision, in points.</param>
/// <param name="Reasons">The most reasons a score.</param>
/// <param name="UnknownSubjects"><c>refuse</c>, <c>prior</c> or <c>imputed</c>.</param>
/// <param name="PerSubjectPerDay">How often one person may be asked about a day; null: no cap.</param>
/// <param name="ConsumerFeatures">The features that each subject of a request must carry.</param>
public sealed record ScoreGrant(
    int MaxBatch, int Precision, int Reasons, string UnknownSubjects, int? PerSubjectPerDay, IReadOnlyList<string> ConsumerFeatures);

/// <summary>How often a client may call.</summary>
/// <param name="PerSecond">Calls a second.</param>
/// <param name="PerDay">Calls a calendar day.</param>
/// <param name="PerMonth">Calls a calendar month.</param>
public sealed record CallQuota(long PerSecond, long PerDay, long PerMonth);

internal sealed record ContractList(IReadOnlyList<ContractInfo> Contracts);
