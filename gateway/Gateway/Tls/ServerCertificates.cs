using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Tls;

/// <summary>
/// The certificate that the listener shows: the operator's, or one signed by the <see cref="LocalAuthority"/> for 90 days and signed anew when
/// fewer than 30 are left or the names have changed, at start and while running.
/// </summary>
internal sealed class ServerCertificates(
    IOptions<GatewayOptions> gateway, IOptions<ListenOptions> listen, IOptions<TlsOptions> tls, TimeProvider time,
    ILogger<ServerCertificates> logger) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(30);
    private readonly Lock _lock = new();
    private X509Certificate2? _current;

    /// <summary>The certificate for a handshake that begins now.</summary>
    public X509Certificate2 Current
    {
        get
        {
            var current = Volatile.Read(ref _current);
            if (current is not null && (tls.Value.Certificate is not null || IsFresh(current)))
                return current;

            lock (_lock)
            {
                if (_current is null || (tls.Value.Certificate is null && !IsFresh(_current)))
                    Volatile.Write(ref _current, tls.Value.Certificate is null ? OpenLocal() : OpenOperators());
                return _current!;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _current?.Dispose();

    private X509Certificate2 OpenOperators() =>
        X509Certificate2.CreateFromPem(File.ReadAllText(tls.Value.Certificate!), PrivateFile.Read(tls.Value.Key!));

    private X509Certificate2 OpenLocal()
    {
        var folder = Path.Combine(gateway.Value.State, "tls");
        using var authority = LocalAuthority.Open(folder, time);
        var certificateFile = Path.Combine(folder, "server.pem");
        var keyFile = Path.Combine(folder, "server.key");
        var names = Names();
        if (File.Exists(certificateFile) && File.Exists(keyFile))
        {
            var stored = Read(certificateFile, keyFile);
            if (stored is not null && IsFresh(stored) && Covers(stored, names) && authority.Signed(stored))
                return stored;

            stored?.Dispose();
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = authority.Sign(key, names, time.GetUtcNow(), Lifetime);
        PrivateFile.Write(keyFile, key.ExportPkcs8PrivateKeyPem());
        PrivateFile.Write(certificateFile, signed.ExportCertificatePem(), readable: true);
        TlsLog.CertificateSigned(logger, names, signed.NotAfter);
        return X509Certificate2.CreateFromPem(File.ReadAllText(certificateFile), PrivateFile.Read(keyFile));
    }

    /// <summary>Null when key and certificate are no pair: a crash between their two writes. They are made anew.</summary>
    private static X509Certificate2? Read(string certificateFile, string keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPem(File.ReadAllText(certificateFile), PrivateFile.Read(keyFile));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private bool IsFresh(X509Certificate2 certificate) => certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime >= Renewal;

    private static bool Covers(X509Certificate2 certificate, List<string> names) => names.TrueForAll(n => certificate.MatchesHostname(n));

    private List<string> Names()
    {
        var names = new List<string> { "localhost", "127.0.0.1", "::1" };
        _ = ListenAddress.TryParse(listen.Value.Https, "https", out var address);
        if (address is { Ip: { } ip } && !ip.Equals(IPAddress.IPv6Any) && !ip.Equals(IPAddress.Any))
            names.Add(ip.ToString());
        if (Uri.CheckHostName(Environment.MachineName) == UriHostNameType.Dns)
            names.Add(Environment.MachineName);
        names.AddRange(tls.Value.Names);
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
