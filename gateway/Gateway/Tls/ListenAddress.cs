using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Gateway.Tls;

/// <summary>An address to listen on.</summary>
internal sealed record ListenAddress
{
    private ListenAddress(string host, IPAddress? ip, int port) => (Host, Ip, Port) = (host, ip, port);

    /// <summary>As written: an IP address, <c>localhost</c> or <c>*</c>.</summary>
    public string Host { get; }

    /// <summary>Null for <c>localhost</c>: both loopback addresses.</summary>
    public IPAddress? Ip { get; }

    /// <summary>0 lets the system choose.</summary>
    public int Port { get; }

    /// <summary>Only this machine reaches it.</summary>
    public bool IsLoopback => Ip is null || IPAddress.IsLoopback(Ip);

    /// <summary>Parses <c>scheme://host:port</c> without path, query or user.</summary>
    public static bool TryParse(string? text, string scheme, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        var prefix = scheme + "://";
        if (text is null || !text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            return false;

        var rest = text.AsSpan(prefix.Length).TrimEnd('/');
        var colon = rest.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;

        var host = rest[..colon].ToString();
        if (host is "*" or "+")
            address = new ListenAddress("*", IPAddress.IPv6Any, port);
        else if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
            address = new ListenAddress("localhost", null, port);
        else if (IPAddress.TryParse(host.Trim('[', ']'), out var ip))
            address = new ListenAddress(ip.ToString(), ip, port);
        return address is not null;
    }
}
