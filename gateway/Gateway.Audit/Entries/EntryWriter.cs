namespace Gateway.Audit.Entries;

/// <summary>
/// Writes an entry's line. Its index and the hash of the line before it are known to the log's writer alone, so they are left out, and the
/// places where they belong are returned.
/// </summary>
internal static class EntryWriter
{
    /// <summary>The longest line, in bytes, with index and hash.</summary>
    public const int MaxLine = 64 * 1024;

    /// <summary>The most that index (16 digits) and hash (44 characters of base64) add to a line.</summary>
    public const int MaxStamps = 16 + 44;

    /// <summary>Writes the line in place of what the writer held.</summary>
    /// <exception cref="ArgumentException">The entry is too large, or holds half a surrogate pair.</exception>
    public static EntryGaps Write(CanonicalWriter to, LogEntry entry, SubjectStamp? stamp)
    {
        to.Clear();
        to.BeginObject();
        var gaps = entry switch
        {
            AccessEntry access => WriteAccess(to, access, stamp),
            EventEntry @event when stamp is null => WriteEvent(to, @event),
            EventEntry => throw new ArgumentException("An event has no subjects.", nameof(entry)),
            _ => throw new ArgumentException("The log knows no such entry.", nameof(entry)),
        };
        to.EndObject();
        if (to.Length + MaxStamps > MaxLine) throw new ArgumentException("The entry is larger than 64 KB.", nameof(entry));
        return gaps;
    }

    // The names stand in the order of RFC 8785; a test compares with an independent canonicaliser, and that no property is forgotten.
    private static EntryGaps WriteAccess(CanonicalWriter to, AccessEntry entry, SubjectStamp? stamp)
    {
        Text(to, "consumer"u8, entry.Consumer);
        Text(to, "contract"u8, entry.Contract);
        Text(to, "contractSha256"u8, entry.ContractSha256);
        Integer(to, "contractVersion"u8, entry.ContractVersion);
        Text(to, "dataVersion"u8, entry.DataVersion);
        Integer(to, "femtoDelta"u8, entry.FemtoDelta);
        var index = Gap(to, "index"u8, quoted: false);
        Text(to, "model"u8, entry.Model);
        Integer(to, "nanoRho"u8, entry.NanoRho);
        Text(to, "operation"u8, entry.Operation);
        to.Name("outcome"u8);
        to.Raw(Outcome(entry.Outcome));
        var previous = Gap(to, "previous"u8, quoted: true);
        Text(to, "product"u8, entry.Product);
        Text(to, "purpose"u8, entry.Purpose);
        Text(to, "queryHash"u8, entry.QueryHash);
        Reasons(to, entry.Reasons);
        if (entry.Replay is { } replay)
        {
            to.Name("replay"u8);
            to.Boolean(replay);
        }

        Text(to, "resultHash"u8, entry.ResultHash);
        Integer(to, "subjects"u8, entry.Subjects);
        if (stamp is { } subjects)
        {
            Text(to, "subjectsKey"u8, subjects.KeyId);
            to.Name("subjectsRoot"u8);
            to.Raw((byte)'"');
            to.Base64(subjects.Root.Span);
            to.Raw((byte)'"');
        }

        Integer(to, "suppressed"u8, entry.Suppressed);
        Time(to, entry.Time);
        Text(to, "traceId"u8, entry.TraceId);
        Text(to, "type"u8, "access");
        Text(to, "workerBoot"u8, entry.WorkerBoot);
        Integer(to, "workerCounter"u8, entry.WorkerCounter);
        return new EntryGaps(index, previous);
    }

    private static EntryGaps WriteEvent(CanonicalWriter to, EventEntry entry)
    {
        Text(to, "event"u8, entry.Event);
        if (entry.Facts is { } facts)
        {
            to.Name("facts"u8);
            to.BeginObject();
            foreach (var (name, value) in facts.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                to.Name(name);
                to.String(value);
            }

            to.EndObject();
        }

        var index = Gap(to, "index"u8, quoted: false);
        var previous = Gap(to, "previous"u8, quoted: true);
        Time(to, entry.Time);
        Text(to, "type"u8, "event");
        return new EntryGaps(index, previous);
    }

    private static ReadOnlySpan<byte> Outcome(AccessOutcome outcome) => outcome switch
    {
        AccessOutcome.Granted => "\"granted\""u8,
        AccessOutcome.Refused => "\"refused\""u8,
        AccessOutcome.Failed => "\"failed\""u8,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static void Reasons(CanonicalWriter to, IReadOnlyList<string>? reasons)
    {
        if (reasons is null) return;
        to.Name("reasons"u8);
        to.BeginArray();
        foreach (var reason in reasons)
        {
            to.Item();
            to.String(reason);
        }

        to.EndArray();
    }

    private static void Text(CanonicalWriter to, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null) return;
        to.Name(name);
        to.String(value);
    }

    private static void Integer(CanonicalWriter to, ReadOnlySpan<byte> name, long? value)
    {
        if (value is null) return;
        to.Name(name);
        to.Integer(value.Value);
    }

    private static void Time(CanonicalWriter to, DateTimeOffset time)
    {
        to.Name("time"u8);
        to.Time(time);
    }

    private static int Gap(CanonicalWriter to, ReadOnlySpan<byte> name, bool quoted)
    {
        to.Name(name);
        if (quoted) to.Raw((byte)'"');
        var at = to.Length;
        if (quoted) to.Raw((byte)'"');
        return at;
    }
}

/// <summary>Where an entry's index and the hash of the line before it belong, in bytes from the line's start.</summary>
internal readonly record struct EntryGaps(int Index, int Previous);

/// <summary>What an entry says of its subjects.</summary>
/// <param name="KeyId">The key of their hashes.</param>
/// <param name="Root">The root over the hashes: 32 bytes.</param>
internal readonly record struct SubjectStamp(string KeyId, ReadOnlyMemory<byte> Root);
