using System.Globalization;
using Gateway.Audit;

namespace Gateway.Ledger.Anchoring;

/// <summary>The latest charge that the access log knows of. The log is witnessed outside of this machine, a database is not.</summary>
/// <param name="Index">The entry of the log.</param>
/// <param name="Sequence">The charge's sequence in the ledger.</param>
/// <param name="Hash">The charge's hash, base64.</param>
internal sealed record LedgerAnchor(long Index, long Sequence, string Hash);

/// <summary>
/// Finds the anchor. So that a long log need not be read whole at each start, a file remembers where the latest one stood. The file is a hint and not
/// trusted: whatever entry with a charge it names, all later ones are read, and one that names no such entry is not followed.
/// </summary>
internal sealed class LogAnchors(string logFolder, string hintFile)
{
    private readonly Lock _gate = new();
    private LedgerAnchor? _latest;
    private long _remembered = -1;

    /// <summary>Hears of a charge in an entry that has become durable.</summary>
    public void Seen(LedgerAnchor anchor)
    {
        lock (_gate)
            if (anchor.Sequence > (_latest?.Sequence ?? 0)) _latest = anchor;
    }

    /// <summary>The anchor of what the log holds now; null when no entry names a charge.</summary>
    public async Task<LedgerAnchor?> FindAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(logFolder)) return null;
        var hint = Hint();
        if (await ReadAsync(hint, cancellation) is { } found && (hint == 0 || found.First == hint)) return Keep(found.Latest);
        return hint == 0 ? null : Keep((await ReadAsync(0, cancellation))?.Latest);
    }

    /// <summary>Writes the hint, when there is a newer one. A crash within leaves the old one or none; either only makes the next start slower.</summary>
    public void Remember()
    {
        LedgerAnchor? latest;
        lock (_gate) latest = _latest;
        if (latest is null || latest.Index == _remembered) return;
        var unfinished = hintFile + ".new";
        File.WriteAllText(unfinished, latest.Index.ToString(CultureInfo.InvariantCulture));
        File.Move(unfinished, hintFile, overwrite: true);
        _remembered = latest.Index;
    }

    private LedgerAnchor? Keep(LedgerAnchor? anchor)
    {
        if (anchor is not null) Seen(anchor);
        return anchor;
    }

    private long Hint()
    {
        try
        {
            return long.TryParse(File.ReadAllText(hintFile), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private async Task<(long First, LedgerAnchor Latest)?> ReadAsync(long from, CancellationToken cancellation)
    {
        (long First, LedgerAnchor Latest)? found = null;
        await foreach (var record in AccessLogReader.ReadAsync(logFolder, from, cancellation))
        {
            if (record.Entry is not AccessEntry { LedgerSequence: { } sequence, LedgerHash: { } hash }) continue;
            var anchor = new LedgerAnchor(record.Index, sequence, hash);
            found = found is not { } known ? (record.Index, anchor) : (known.First, sequence > known.Latest.Sequence ? anchor : known.Latest);
        }

        return found;
    }
}
