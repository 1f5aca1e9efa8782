namespace Gateway.Tls;

/// <summary>Section <c>Tls</c>.</summary>
internal sealed class TlsOptions
{
    /// <summary>Names and IP addresses that clients use for this host, beside localhost, the machine's name and the address listened on.</summary>
    public IList<string> Names { get; } = [];

    /// <summary>A certificate (PEM, its chain behind it) of an authority of yours; with <see cref="Key"/>. Unset: a local authority is made.</summary>
    public string? Certificate { get; set; }

    /// <summary>Its private key (PEM, mode 0600).</summary>
    public string? Key { get; set; }

    /// <summary>The most connections at one time.</summary>
    public long MaxConnections { get; set; } = 10_000;

    /// <summary>The most bytes in a body, where a route sets no limit of its own.</summary>
    public long MaxBodyBytes { get; set; } = 64 * 1024;
}
