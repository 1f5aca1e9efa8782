namespace Gateway.Metrics;

/// <summary>Section <c>Metrics</c>.</summary>
internal sealed class MetricsOptions
{
    /// <summary>Whether <c>/metrics</c> is served. It has no sign-in: keep its path off the consumers' network.</summary>
    public bool Enabled { get; set; } = true;
}
