using System.Security.Cryptography;

namespace Gateway.Client.Transport;

/// <summary>
/// How long to pause before a further try: exponential with full jitter (Brooker, <i>Exponential Backoff and Jitter</i>, 2015), and never less than
/// the gateway's <c>Retry-After</c>.
/// </summary>
internal sealed class Backoff(GatewayClientOptions options)
{
    private const int Resolution = 1 << 20;

    /// <summary>The pause after the try of this number (from 1); null when there shall be no further try.</summary>
    public TimeSpan? After(int attempt, TimeSpan? retryAfter)
    {
        if (attempt >= options.MaxAttempts) return null;
        if (retryAfter > options.MaxRetryAfter) return null;
        var ceiling = Math.Min(options.BaseDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 30)), options.MaxDelay.TotalMilliseconds);
        var jitter = TimeSpan.FromMilliseconds(ceiling * RandomNumberGenerator.GetInt32(Resolution) / Resolution);
        return (retryAfter ?? TimeSpan.Zero) + jitter;
    }
}
