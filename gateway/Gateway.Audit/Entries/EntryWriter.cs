namespace Gateway.Audit.Entries;

/// <summary>Writes an entry as canonical JSON: the bytes that the tree's leaves are over.</summary>
internal static class EntryWriter
{
    /// <summary>The longest entry, in bytes: an entry bundle gives its length in 16 bits.</summary>
    public const int MaxEntry = 65_535;

    /// <summary>Writes the entry in place of what the writer held.</summary>
    /// <exception cref="ArgumentException">The entry is too large, or holds half a surrogate pair.</exception>
    public static void Write(CanonicalWriter to, LogEntry entry, SubjectStamp? stamp)
    {
        to.Clear();
        to.BeginObject();
        switch (entry)
        {
            case AccessEntry access: WriteAccess(to, access, stamp); break;
            case EventEntry @event when stamp is null: WriteEvent(to, @event); break;
            case EventEntry: throw new ArgumentException("An event has no subjects.", nameof(entry));
            default: throw new ArgumentException("The log knows no such entry.", nameof(entry));
        }

        to.EndObject();
        if (to.Length > MaxEntry) throw new ArgumentException("The entry is larger than 64 KB.", nameof(entry));
    }

    // The names stand in the order of RFC 8785; a test compares with an independent canonicaliser, and that no property is forgotten.
    private static void WriteAccess(CanonicalWriter to, AccessEntry entry, SubjectStamp? stamp)
    {
        Texts(to, "ciphertexts"u8, entry.Ciphertexts);
        Text(to, "consumer"u8, entry.Consumer);
        Text(to, "contract"u8, entry.Contract);
        Text(to, "contractSha256"u8, entry.ContractSha256);
        Integer(to, "contractVersion"u8, entry.ContractVersion);
        Text(to, "dataVersion"u8, entry.DataVersion);
        Integer(to, "femtoDelta"u8, entry.FemtoDelta);
        Integer(to, "femtoDeltaLeft"u8, entry.FemtoDeltaLeft);
        Text(to, "ledgerHash"u8, entry.LedgerHash);
        Integer(to, "ledgerSequence"u8, entry.LedgerSequence);
        Text(to, "model"u8, entry.Model);
        Integer(to, "nanoRho"u8, entry.NanoRho);
        Integer(to, "nanoRhoLeft"u8, entry.NanoRhoLeft);
        Text(to, "operation"u8, entry.Operation);
        to.Name("outcome"u8);
        to.Raw(Outcome(entry.Outcome));
        Text(to, "product"u8, entry.Product);
        Text(to, "purpose"u8, entry.Purpose);
        Text(to, "queryHash"u8, entry.QueryHash);
        Texts(to, "reasons"u8, entry.Reasons);
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
        Integer(to, "version"u8, LogEntry.Version);
        Text(to, "workerBoot"u8, entry.WorkerBoot);
        Integer(to, "workerCounter"u8, entry.WorkerCounter);
        Text(to, "workerLink"u8, entry.WorkerLink);
    }

    private static void WriteEvent(CanonicalWriter to, EventEntry entry)
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

        Time(to, entry.Time);
        Text(to, "type"u8, "event");
        Integer(to, "version"u8, LogEntry.Version);
    }

    private static ReadOnlySpan<byte> Outcome(AccessOutcome outcome) => outcome switch
    {
        AccessOutcome.Granted => "\"granted\""u8,
        AccessOutcome.Refused => "\"refused\""u8,
        AccessOutcome.Failed => "\"failed\""u8,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static void Texts(CanonicalWriter to, ReadOnlySpan<byte> name, IReadOnlyList<string>? texts)
    {
        if (texts is null) return;
        to.Name(name);
        to.BeginArray();
        foreach (var text in texts)
        {
            to.Item();
            to.String(text);
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
}

/// <summary>What an entry says of its subjects.</summary>
/// <param name="KeyId">The key of their hashes.</param>
/// <param name="Root">The root over the hashes: 32 bytes.</param>
internal readonly record struct SubjectStamp(string KeyId, ReadOnlyMemory<byte> Root);
