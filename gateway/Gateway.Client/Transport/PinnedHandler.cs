using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Client.Keys;

namespace Gateway.Client.Transport;

/// <summary>Connections that trust the key file's certificate authority and no other. Names and dates are checked as ever.</summary>
internal static class PinnedHandler
{
    public static SocketsHttpHandler Create(string? ca, int maxConnections)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = maxConnections,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        if (ca is null) return handler;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // A local authority publishes no revocation list; replacing ca.pem revokes everything.
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(Read(ca));
        handler.SslOptions.CertificateChainPolicy = policy;
        return handler;
    }

    private static X509Certificate2Collection Read(string ca)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(ca);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClientKeyException(
                $"The certificate authority {ca} that the key file names cannot be read. Copy the gateway's tls/ca.pem there.", e);
        }

        return roots.Count > 0 ? roots : throw new ClientKeyException($"{ca} holds no certificate. Copy the gateway's tls/ca.pem there.");
    }
}
