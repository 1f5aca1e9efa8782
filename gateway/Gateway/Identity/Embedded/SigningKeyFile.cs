using System.Security.Cryptography;
using Gateway.Tls;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Identity.Embedded;

/// <summary>The key that signs access tokens: ECDSA P-256, made at the first start, <c>keys/token-signing.pem</c>. Delete it to make all tokens void.</summary>
internal static class SigningKeyFile
{
    /// <summary>Opens the key in a folder, making it where there is none. Its <c>kid</c> is its thumbprint.</summary>
    public static ECDsaSecurityKey Open(string folder)
    {
        PrivateFile.CreateFolder(folder);
        var file = Path.Combine(folder, "token-signing.pem");
        if (!File.Exists(file))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PrivateFile.Write(file, made.ExportPkcs8PrivateKeyPem());
        }

        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(PrivateFile.Read(file));
        var key = new ECDsaSecurityKey(ecdsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }
}
