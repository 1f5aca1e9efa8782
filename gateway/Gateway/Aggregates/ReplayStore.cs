using Gateway.Answers;
using Gateway.Contracts.Lifecycle;
using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Aggregates;

/// <summary>
/// Answers by what was asked, in a file of their own and for as long as a data version can live: whoever asks again what it has paid for gets the same bytes.
/// A reservation outlives a crash with its charge id, so that the query is charged once. With its contract version they end.
/// </summary>
internal sealed class ReplayStore(IOptions<GatewayOptions> gateway, TimeProvider time) : IContractRemains, IDisposable
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(36_500);

    /// <summary>The store.</summary>
    public IAnswerStore Answers => _store;

    private readonly SqliteAnswerStore _store = new(Options.Create(new AnswerOptions { File = "replays.db", Retention = Forever }), gateway, time);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, long>?> PurgeAsync(string sha256, CancellationToken cancellation) =>
        await _store.PurgeAsync(sha256, cancellation) is { } removed
            ? new Dictionary<string, long>(StringComparer.Ordinal) { ["replays"] = removed["answers"] }
            : null;

    /// <inheritdoc/>
    public ValueTask ProvedAsync(string sha256, CancellationToken cancellation) => _store.ProvedAsync(sha256, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();
}
