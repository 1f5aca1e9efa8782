using Gateway.Audit;
using Gateway.Ledger;
using Gateway.Ledger.Storage;
using Gateway.Tests.Ledger;

namespace Gateway.Tests.Aggregates;

/// <summary>What ledger and log of a town say, read from their files.</summary>
internal static class TownLedger
{
    public static async Task<List<LedgerEntry>> EntriesAsync(Town town)
    {
        using var ledger = new DatabaseLedger(LedgerDatabase.Sqlite(Path.Combine(town.Folder, "ledger.db"), TimeSpan.FromSeconds(5)), TimeProvider.System, LedgerSuite.Metrics());
        (await ledger.ReadAsync(LedgerProof.Objection, default)).ShouldBeNull();
        return await ledger.ReadAsync(table => table.All().ToList(), default);
    }

    public static async Task<List<string>> EventsAsync(Town town)
    {
        var events = new List<string>();
        await foreach (var record in AccessLogReader.ReadAsync(town.Log, 0, TestContext.Current.CancellationToken))
            if (record.Entry is EventEntry entry) events.Add(entry.Event);
        return events;
    }

    public static async Task<List<AccessEntry>> LogAsync(Town town)
    {
        var entries = new List<AccessEntry>();
        await foreach (var record in AccessLogReader.ReadAsync(town.Log, 0, TestContext.Current.CancellationToken))
            if (record.Entry is AccessEntry { Operation: "aggregates" } entry) entries.Add(entry);
        return entries;
    }
}
