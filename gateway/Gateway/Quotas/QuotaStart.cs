using Gateway.Stores;

namespace Gateway.Quotas;

/// <summary>Fetches the key that stands between counters and people, before the first request.</summary>
internal sealed class QuotaStart(SubjectTags tags, SharedSecrets secrets) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => tags.PrepareAsync(secrets, cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
