namespace Gateway.Contracts.News;

/// <summary>
/// Carries the word that a contract changed to the other gateways, fast and without a promise: they poll as well. What it says is never
/// believed, only looked up.
/// </summary>
internal interface IContractNews
{
    /// <summary>Tells the others. Never throws: who does not hear of it polls.</summary>
    Task AnnounceAsync(CancellationToken cancellation);

    /// <summary>Calls back for each word by another gateway.</summary>
    Task ListenAsync(Func<Task> heard, CancellationToken cancellation);
}

/// <summary>There is no other gateway.</summary>
internal sealed class NoOthers : IContractNews
{
    /// <inheritdoc/>
    public Task AnnounceAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ListenAsync(Func<Task> heard, CancellationToken cancellation) => Task.CompletedTask;
}
