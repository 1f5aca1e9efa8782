using System.Collections.Frozen;
using Gateway.Audit;
using Gateway.Contracts.Store;
using Policies;
using Policies.Datasets;

namespace Gateway.Contracts.Lifetimes;

/// <summary>
/// Between the documents of datasets and what is agreed of their lifetime budgets. Whoever writes a document lowers a budget by it, and no more: a raise
/// is asked, and waits. The log's entries first, then the store, in one transaction: a crash in between leaves entries of what did not come about, and the
/// next reading makes it come about with entries of its own.
/// </summary>
internal sealed class DatasetLifetimes(IContractStore store, IAccessLog log, TimeProvider time, ILogger<DatasetLifetimes> logger)
{
    /// <summary>Writes down what documents that were just read bring about, before any of them is in force.</summary>
    /// <returns>Whether anything changed.</returns>
    /// <exception cref="Stores.StoreUnavailableException">The store does not answer: the documents must not come into force.</exception>
    /// <exception cref="LogUnavailableException">Nothing changed: the same.</exception>
    public async Task<bool> MeetAsync(PolicySet documents, CancellationToken cancellation)
    {
        if (Changed(documents, await store.LifetimesAsync(cancellation)).Count == 0) return false;
        return await store.ChangeAsync(
            async change =>
            {
                var changed = Changed(documents, await change.LifetimesAsync());
                var entries = changed.SelectMany(c => LifetimeEvents.OfMeeting(c.Before, c.After, time.GetUtcNow()));
                await Task.WhenAll(entries.Select(e => RecordAsync(e, cancellation)));
                foreach (var (_, after) in changed) await change.SetAsync(after);
                return changed.Count > 0;
            },
            cancellation);
    }

    /// <summary>Puts an entry about a lifetime budget into the log.</summary>
    public async Task RecordAsync(EventEntry entry, CancellationToken cancellation)
    {
        await log.AppendAsync(entry, [], cancellation);
        ContractsLog.LifetimeChanged(logger, entry.Facts!["dataset"], entry.Event);
    }

    /// <summary>The documents as they may be in force: no budget above what is agreed, and none where nothing is.</summary>
    public static PolicySet Hold(PolicySet documents, IReadOnlyDictionary<string, LifetimeAgreement> agreements) => documents with
    {
        Datasets = documents.Datasets.ToFrozenDictionary(
            d => d.Key,
            d => d.Value with { Budget = agreements.GetValueOrDefault(d.Key) is { } known ? d.Value.Budget?.Within(known.Agreed.Lifetime) : null },
            StringComparer.Ordinal),
    };

    private static List<(LifetimeAgreement? Before, LifetimeAgreement After)> Changed(PolicySet documents, IEnumerable<LifetimeAgreement> agreements)
    {
        var known = agreements.ToDictionary(a => a.Dataset, StringComparer.Ordinal);
        return
        [
            .. documents.Datasets.Values.OrderBy(d => d.Spec.Dataset, StringComparer.Ordinal)
                .Select(d => known.GetValueOrDefault(d.Spec.Dataset) is { } before ? (before, before.Meet(d)) : ((LifetimeAgreement?)null, LifetimeAgreement.Adopt(d)))
                .Where(c => c.Item1 != c.Item2),
        ];
    }
}
