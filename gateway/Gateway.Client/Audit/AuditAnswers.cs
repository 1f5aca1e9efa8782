using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Client.Audit;

/// <summary>An entry of the access log.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Entry">What it says, in the names of the log's documentation.</param>
public sealed record AuditEntry(long Index, JsonElement Entry);

/// <summary>A page of entries.</summary>
/// <param name="Size">How many entries of the log were searched: all before this index.</param>
/// <param name="Entries">Those that match.</param>
/// <param name="Next">Where the next page goes on: <see cref="AuditSearch.After"/> or <see cref="AuditSearch.Before"/>; null: this is the last.</param>
public sealed record AuditPage(long Size, IReadOnlyList<AuditEntry> Entries, long? Next);

/// <summary>What contracts were used for, by day.</summary>
/// <param name="Size">How many entries of the log were added up: all before this index.</param>
/// <param name="Days">In order.</param>
public sealed record AuditStatistics(long Size, IReadOnlyList<AuditDay> Days);

/// <summary>One contract on one day.</summary>
/// <param name="Day">The day in Asia/Shanghai.</param>
/// <param name="Contract">The contract; null for requests that had none.</param>
/// <param name="Granted">Requests that were answered.</param>
/// <param name="Refused">Requests that were refused.</param>
/// <param name="Failed">Requests that were granted, but not answered.</param>
/// <param name="Suppressed">Refusals that came too fast to be recorded one by one.</param>
/// <param name="Replays">Answers that were stored ones.</param>
/// <param name="Subjects">People asked about in answered requests; one asked about twice counts twice.</param>
/// <param name="NanoRho">Privacy charged, in 10⁻⁹ ρ.</param>
/// <param name="FemtoDelta">Privacy charged, in 10⁻¹⁵ δ.</param>
public sealed record AuditDay(
    DateOnly Day, string? Contract, long Granted, long Refused, long Failed, long Suppressed, long Replays, long Subjects, long NanoRho, long FemtoDelta);

/// <summary>The key of a period, sealed to the regulator.</summary>
/// <param name="Key">Its id, as entries name it.</param>
/// <param name="KeySha256">Base64 of its SHA-256.</param>
/// <param name="Origin">The log.</param>
/// <param name="From">When it came into use.</param>
/// <param name="Until">When its period is over.</param>
/// <param name="Recipient">The id of the key that it is sealed to.</param>
/// <param name="Sealed">Base64 of what was sealed (HPKE, RFC 9180).</param>
public sealed record AuditKey(string Key, string KeySha256, string Origin, DateTimeOffset From, DateTimeOffset Until, string Recipient, string Sealed);

/// <summary>Asks who looked at a person.</summary>
/// <param name="Reason">Why, in one line of 1 to 200 characters; it goes into the log.</param>
/// <param name="Hashes">The person under each period's key: 1 to 500, the newest period last.</param>
/// <param name="After">Only entries after this index.</param>
/// <param name="Limit">The most entries of a page: 1 to 1,000.</param>
public sealed record PersonQuestion(string Reason, IReadOnlyList<PersonHash> Hashes, long? After = null, int? Limit = null);

/// <summary>A person under one key.</summary>
/// <param name="Key">The key's id.</param>
/// <param name="Hash">Base64 of HMAC-SHA-256(key, canonical id).</param>
public sealed record PersonHash(string Key, string Hash);

/// <summary>The entries about a person.</summary>
/// <param name="Recorded">The index of the entry about this search.</param>
/// <param name="Size">How many entries of the log were searched: all before this index.</param>
/// <param name="Entries">A page of them, in the log's order.</param>
/// <param name="Next">Where the next page goes on; null: this is the last.</param>
public sealed record PersonEntries(long Recorded, long Size, IReadOnlyList<AuditEntry> Entries, long? Next);

internal sealed record AuditKeys(IReadOnlyList<AuditKey> Keys);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(AuditStatistics))]
[JsonSerializable(typeof(AuditKeys))]
[JsonSerializable(typeof(PersonQuestion))]
[JsonSerializable(typeof(PersonEntries))]
internal sealed partial class AuditJson : JsonSerializerContext;
