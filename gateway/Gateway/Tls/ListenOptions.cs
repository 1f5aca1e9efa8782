namespace Gateway.Tls;

/// <summary>Section <c>Gateway</c>, as far as it says where to listen.</summary>
internal sealed class ListenOptions
{
    /// <summary>Where to listen with TLS: scheme, an IP address, <c>localhost</c> or <c>*</c>, and a port.</summary>
    public string Https { get; set; } = "https://127.0.0.1:8443";

    /// <summary>Where to listen without TLS; a loopback address only. Off unless set.</summary>
    public string? Http { get; set; }
}
