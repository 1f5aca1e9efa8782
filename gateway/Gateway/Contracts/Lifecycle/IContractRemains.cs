namespace Gateway.Contracts.Lifecycle;

/// <summary>
/// A store that keeps what was answered under a contract. When the version ends, it forgets all of it and takes nothing more, not even from a
/// request that was on its way: whoever registers one of these is asked on every gateway, also after a start.
/// </summary>
internal interface IContractRemains
{
    /// <summary>Removes everything of a version, durably, and refuses what may still come.</summary>
    /// <param name="sha256">The identity of the version that has ended.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>How many things of each kind were removed, by the kind's name; null when that is in the log already.</returns>
    /// <exception cref="Stores.StoreUnavailableException">Nothing is known to be removed: ask again.</exception>
    ValueTask<IReadOnlyDictionary<string, long>?> PurgeAsync(string sha256, CancellationToken cancellation);

    /// <summary>The log holds what was removed. Without this word the next start tells it again.</summary>
    ValueTask ProvedAsync(string sha256, CancellationToken cancellation);
}
