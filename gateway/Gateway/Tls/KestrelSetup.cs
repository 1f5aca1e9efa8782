using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Gateway.Tls;

/// <summary>Listeners and limits: nobody holds a connection, a header or a body open for long, and nobody learns what serves them.</summary>
internal sealed class KestrelSetup(
    IOptions<ListenOptions> listen, IOptions<TlsOptions> tls, ServerCertificates certificates, ILogger<KestrelSetup> logger)
    : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        var limits = options.Limits;
        limits.MaxConcurrentConnections = tls.Value.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestBodySize = tls.Value.MaxBodyBytes;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.Http2.MaxStreamsPerConnection = 128;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        Listen(options);
    }

    private void Listen(KestrelServerOptions options)
    {
        if (!ListenAddress.TryParse(listen.Value.Https, "https", out var https))
            throw new OptionsValidationException(nameof(ListenOptions), typeof(ListenOptions), ["Gateway:Https is no address."]);

        _ = certificates.Current;
        Listen(options, https, o => o.UseHttps(h =>
        {
            h.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            h.ServerCertificateSelector = (_, _) => certificates.Current;
            h.HandshakeTimeout = TimeSpan.FromSeconds(10);
        }));
        if (ListenAddress.TryParse(listen.Value.Http, "http", out var http) && http.IsLoopback)
        {
            TlsLog.PlainHttp(logger, listen.Value.Http!);
            Listen(options, http, static _ => { });
        }
    }

    private static void Listen(
        KestrelServerOptions options, ListenAddress address, Action<Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions> configure)
    {
        if (address.Ip is { } ip)
            options.Listen(ip, address.Port, configure);
        else
            options.ListenLocalhost(address.Port, configure);
    }
}
