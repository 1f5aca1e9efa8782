using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tls;

/// <summary>
/// The certificate authority that a gateway makes for itself at its first start: ECDSA P-256, 10 years. Its certificate, <c>ca.pem</c>,
/// is what clients trust; its key never leaves <c>ca.key</c>. It may sign server certificates only.
/// </summary>
internal sealed class LocalAuthority : IDisposable
{
    private readonly X509Certificate2 _certificate;

    private LocalAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>Opens the authority in a folder, making it where there is none.</summary>
    /// <remarks>The key is written first: a crash between the two files leaves a key alone, and the next start makes a new pair.</remarks>
    public static LocalAuthority Open(string folder, TimeProvider time)
    {
        PrivateFile.CreateFolder(folder);
        var certificateFile = Path.Combine(folder, "ca.pem");
        var keyFile = Path.Combine(folder, "ca.key");
        if (!File.Exists(certificateFile))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var made = Make(key, time.GetUtcNow());
            PrivateFile.Write(keyFile, key.ExportPkcs8PrivateKeyPem());
            PrivateFile.Write(certificateFile, made.ExportCertificatePem(), readable: true);
        }

        return new LocalAuthority(X509Certificate2.CreateFromPem(File.ReadAllText(certificateFile), PrivateFile.Read(keyFile)));
    }

    /// <summary>Whether a certificate was signed by this authority.</summary>
    public bool Signed(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }

    /// <summary>Signs a server certificate for a new key.</summary>
    /// <param name="key">The server's key.</param>
    /// <param name="names">Host names and IP addresses.</param>
    /// <param name="now">It is valid from five minutes before (clocks differ) until <paramref name="lifetime"/> after.</param>
    /// <param name="lifetime">How long.</param>
    public X509Certificate2 Sign(ECDsa key, IReadOnlyList<string> names, DateTimeOffset now, TimeSpan lifetime)
    {
        var request = new CertificateRequest("CN=Data product gateway", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var ip))
                alternatives.AddIpAddress(ip);
            else
                alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        return request.Create(_certificate, now.AddMinutes(-5), now + lifetime, Serial());
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();

    private static X509Certificate2 Make(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=Data product gateway local authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddMinutes(-5), now.AddYears(10));
    }

    /// <summary>16 random bytes, positive (RFC 5280 section 4.1.2.2).</summary>
    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
