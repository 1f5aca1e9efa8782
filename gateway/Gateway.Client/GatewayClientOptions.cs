namespace Gateway.Client;

/// <summary>How a client behaves; the defaults suit an ordinary program.</summary>
public sealed record GatewayClientOptions
{
    /// <summary>Tries of one call, the first included; at least 1.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>The first pause is up to this; each further one up to twice as long.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>No pause of the client's own choice is longer.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A <c>Retry-After</c> up to this is honoured; a longer one ends the call at once, with the gateway's problem.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>One try takes no longer.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A token is renewed this long before it expires, and never used for its last tenth of life.</summary>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The language of problems, as in <c>Accept-Language</c>: <c>en</c> or <c>zh-CN</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Connections kept at a time.</summary>
    public int MaxConnections { get; init; } = 32;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
