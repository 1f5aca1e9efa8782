using Gateway.Contracts.Store;
using Gateway.Identity;
using Policies.Datasets;
using Policies.Decisions;

namespace Gateway.Contracts.Lifetimes;

/// <summary>Operator and provider agree to raises. Decided, recorded in the log, and written, in this order, inside one transaction.</summary>
internal sealed class LifetimeDesk(IContractStore store, PolicyTables tables, DatasetLifetimes lifetimes, TimeProvider time)
{
    /// <summary>What is agreed of the datasets that a caller may know of, by name.</summary>
    public async Task<IReadOnlyList<LifetimeAgreement>> ListAsync(Caller caller, CancellationToken cancellation) =>
        [.. (await store.LifetimesAsync(cancellation)).Where(a => IsVisible(a, caller))];

    /// <summary>A caller agrees for its party.</summary>
    public Task<(LifetimeAgreement? After, Reason? Refused)> AgreeAsync(
        string dataset, AgreeRequest request, Caller caller, CancellationToken cancellation) => tables.ChangeAsync<(LifetimeAgreement? After, Reason? Refused)>(
        async change =>
        {
            var before = (await change.LifetimesAsync()).FirstOrDefault(a => string.Equals(a.Dataset, dataset, StringComparison.Ordinal) && IsVisible(a, caller));
            if (before is null) return (null, ReasonTable.DatasetNotFound.With(ContractDetail.Printable(dataset)));
            var party = caller.Role is Role.Provider ? LifetimeParty.Provider : LifetimeParty.Operator;
            var (after, refused) = before.Agree(party, caller.Id, request.Terms(before));
            if (after is null || after == before) return (after, refused);
            foreach (var entry in LifetimeEvents.OfAgreeing(before, after, party, caller.Id, time.GetUtcNow())) await lifetimes.RecordAsync(entry, cancellation);
            await change.SetAsync(after);
            return (after, null);
        },
        answer => answer.After is not null,
        cancellation);

    /// <summary>A provider knows of its own datasets only. Whose they are is agreed, too: a document that names another does not give them away.</summary>
    private static bool IsVisible(LifetimeAgreement agreement, Caller caller) =>
        caller.Role is not Role.Provider || string.Equals(agreement.Agreed.Provider, caller.Provider, StringComparison.Ordinal);
}
