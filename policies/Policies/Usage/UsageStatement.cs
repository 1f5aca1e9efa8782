using System.Text.Json.Serialization;

namespace Policies.Usage;

/// <summary>
/// What a contract was used for in a month. It follows from the access log and the price lists of the contract's versions and from nothing else, so whoever has both
/// can compute it again.
/// </summary>
/// <param name="Contract">The contract's id.</param>
/// <param name="Consumer">Who asked.</param>
/// <param name="Product">Of what.</param>
/// <param name="Month">The month in Asia/Shanghai, such as <c>2026-11</c>.</param>
/// <param name="Log">Which log it was computed from.</param>
/// <param name="Lines">One for each version and operation, in this order.</param>
/// <param name="Refusals">How often each code was the reason; a request with several reasons counts under each.</param>
/// <param name="Spent">The entries that charged privacy, the last 1,000 of them.</param>
/// <param name="Total">The sum of the lines.</param>
public sealed record UsageStatement(
    string Contract,
    string Consumer,
    string Product,
    string Month,
    UsageLog Log,
    IReadOnlyList<UsageLine> Lines,
    IReadOnlyDictionary<string, long> Refusals,
    IReadOnlyList<PrivacyCharge> Spent,
    UsageTotal Total);

/// <summary>The log behind a statement.</summary>
/// <param name="Origin">Its name.</param>
/// <param name="First">The first entry that counts here.</param>
/// <param name="Last">The last entry that counts here.</param>
/// <param name="Read">How many entries the log had when it was read.</param>
public sealed record UsageLog(string Origin, long First, long Last, long Read);

/// <summary>What was used under one version by one operation.</summary>
/// <param name="Version">The version.</param>
/// <param name="Sha256">Its identity.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Total">How much.</param>
public sealed record UsageLine(int Version, string Sha256, string Operation, UsageTotal Total);

/// <summary>Amounts.</summary>
/// <param name="Calls">Requests that were answered, and not from a stored answer.</param>
/// <param name="Subjects">Subjects of those.</param>
/// <param name="Replays">Stored answers that were sent again, free of charge.</param>
/// <param name="Refused">Requests that were refused, recorded or only counted.</param>
/// <param name="Failed">Requests that failed; they are free.</param>
/// <param name="NanoRho">Privacy spent, in 10⁻⁹ ρ; also by requests that failed.</param>
/// <param name="FemtoDelta">Privacy spent, in 10⁻¹⁵ δ.</param>
/// <param name="Fen">The price, in 0.01 CNY.</param>
public sealed record UsageTotal(long Calls, long Subjects, long Replays, long Refused, long Failed, long NanoRho, long FemtoDelta, long Fen)
{
    /// <summary>Nothing.</summary>
    public static UsageTotal None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Both together.</summary>
    public UsageTotal Plus(UsageTotal other) => new(
        Calls + other.Calls, Subjects + other.Subjects, Replays + other.Replays, Refused + other.Refused, Failed + other.Failed,
        NanoRho + other.NanoRho, FemtoDelta + other.FemtoDelta, Fen + other.Fen);
}

/// <summary>An entry that charged privacy.</summary>
/// <param name="Index">Where it stands in the log.</param>
/// <param name="Time">When.</param>
/// <param name="NanoRho">How much, in 10⁻⁹ ρ.</param>
/// <param name="FemtoDelta">How much, in 10⁻¹⁵ δ.</param>
public sealed record PrivacyCharge(long Index, DateTimeOffset Time, long NanoRho, long FemtoDelta);

/// <summary>Statements of several contracts.</summary>
/// <param name="Statements">By contract.</param>
public sealed record UsageStatements(IReadOnlyList<UsageStatement> Statements);

/// <summary>One form for the gateway and for whoever computes statements again.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UsageStatements))]
[JsonSerializable(typeof(UsageStatement))]
public sealed partial class UsageJson : JsonSerializerContext;
