using FsCheck.Xunit;
using Gateway.Client;
using Gateway.Client.Transport;

namespace Gateway.Tests.Client;

public sealed class BackoffTests
{
    private static readonly GatewayClientOptions Options = new() { MaxAttempts = 50 };

    [Property]
    public void Pause_AnyAttempt_IsBoundedByTheExponentialCeiling(byte attempt)
    {
        var number = (attempt % 49) + 1;
        var ceiling = Math.Min(Options.BaseDelay.TotalMilliseconds * Math.Pow(2, number - 1), Options.MaxDelay.TotalMilliseconds);

        var pause = new Backoff(Options).After(number, retryAfter: null)!.Value;

        pause.TotalMilliseconds.ShouldBeInRange(0, ceiling);
    }

    [Fact]
    public void Pause_WithRetryAfter_IsNeverShorter() =>
        new Backoff(Options).After(1, TimeSpan.FromSeconds(7))!.Value.ShouldBeInRange(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7) + Options.BaseDelay);

    [Fact]
    public void Pause_AfterTheLastAttemptOrBeyondTheCap_IsNone()
    {
        new Backoff(Options).After(Options.MaxAttempts, null).ShouldBeNull();
        new Backoff(Options).After(1, Options.MaxRetryAfter + TimeSpan.FromSeconds(1)).ShouldBeNull();
    }
}
