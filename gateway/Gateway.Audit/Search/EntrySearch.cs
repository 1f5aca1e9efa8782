namespace Gateway.Audit.Search;

/// <summary>Which entries are wanted: those for which all that is stated holds.</summary>
public sealed record EntrySearch
{
    /// <summary>The most entries of one page.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>Who asked.</summary>
    public string? Consumer { get; init; }

    /// <summary>Under which contract.</summary>
    public string? Contract { get; init; }

    /// <summary>Which product.</summary>
    public string? Product { get; init; }

    /// <summary>What for.</summary>
    public string? Purpose { get; init; }

    /// <summary>What was asked for, such as <c>scores</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>The decision.</summary>
    public AccessOutcome? Outcome { get; init; }

    /// <summary>The code of one of the reasons.</summary>
    public string? Reason { get; init; }

    /// <summary>SHA-256 of the model file.</summary>
    public string? Model { get; init; }

    /// <summary>The name of an event; with it, no request matches.</summary>
    public string? Event { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>At least so much privacy charged, in 10⁻⁹ ρ.</summary>
    public long? MinNanoRho { get; init; }

    /// <summary>At most so much, in 10⁻⁹ ρ; where it is stated, entries without a charge do not match.</summary>
    public long? MaxNanoRho { get; init; }

    /// <summary>Only entries after this index, the oldest first.</summary>
    public long? After { get; init; }

    /// <summary>Only entries before this index, the newest first.</summary>
    public long? Before { get; init; }

    /// <summary>The most entries.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>What a search found.</summary>
/// <param name="Size">How many entries of the log were searched: all before this index.</param>
/// <param name="Records">A page of entries, from the log itself.</param>
/// <param name="IsLast">No more follow.</param>
public sealed record EntryPage(long Size, IReadOnlyList<LogRecord> Records, bool IsLast);

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
public sealed record DayStatistics(
    DateOnly Day, string? Contract, long Granted, long Refused, long Failed, long Suppressed, long Replays, long Subjects, long NanoRho, long FemtoDelta);

/// <summary>A person, as hashed under one key.</summary>
/// <param name="Key">The key's id.</param>
/// <param name="Hash">32 bytes: HMAC-SHA-256(key, canonical id).</param>
public sealed record SubjectHash(string Key, ReadOnlyMemory<byte> Hash);
