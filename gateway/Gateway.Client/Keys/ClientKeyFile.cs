using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Client.Keys;

/// <summary>
/// What a client needs to sign in: where the gateway is, who the client is, and its private key (EC P-256, ES256). One JSON file a client, readable by
/// its owner alone; whoever holds it is the client.
/// </summary>
public sealed class ClientKeyFile
{
    private readonly JsonWebKey _key;

    private ClientKeyFile(Uri gateway, string clientId, string role, string? ca, Uri? authority, JsonWebKey key) =>
        (Gateway, ClientId, Role, Ca, Authority, _key) = (gateway, clientId, role, ca, authority, key);

    /// <summary>The gateway's address, <c>https</c> or, on loopback, <c>http</c>.</summary>
    public Uri Gateway { get; }

    /// <summary>The client id.</summary>
    public string ClientId { get; }

    /// <summary>Its role, such as <c>consumer</c>. For people; the gateway goes by its own register.</summary>
    public string Role { get; }

    /// <summary>Absolute path of the only certificate authority to trust (PEM); null for the machine's.</summary>
    public string? Ca { get; }

    /// <summary>The OpenID provider that gives the tokens, where it is not the gateway itself; null: it is.</summary>
    public Uri? Authority { get; }

    /// <summary>The key, private part included.</summary>
    internal JsonWebKey Key => _key;

    /// <summary>Makes a key. Nothing is written and nothing is sent.</summary>
    /// <param name="gateway">The gateway's address.</param>
    /// <param name="clientId">The client id.</param>
    /// <param name="role">The role.</param>
    /// <param name="ca">Path of the certificate authority to trust; null for the machine's.</param>
    public static ClientKeyFile Generate(Uri gateway, string clientId, string role, string? ca)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = ecdsa.ExportParameters(includePrivateParameters: true);
        var jwk = new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            X = Base64UrlEncoder.Encode(key.Q.X),
            Y = Base64UrlEncoder.Encode(key.Q.Y),
            D = Base64UrlEncoder.Encode(key.D),
        };
        jwk.Kid = Base64UrlEncoder.Encode(jwk.ComputeJwkThumbprint());
        return new ClientKeyFile(gateway, clientId, role, ca is null ? null : Path.GetFullPath(ca), authority: null, jwk);
    }

    /// <summary>The same client, at another address.</summary>
    public ClientKeyFile At(Uri gateway) => new(gateway, ClientId, Role, Ca, Authority, _key);

    /// <summary>The same client, with tokens of another OpenID provider.</summary>
    public ClientKeyFile WithAuthority(Uri authority) => new(Gateway, ClientId, Role, Ca, authority, _key);

    /// <summary>Reads a key file.</summary>
    /// <exception cref="ClientKeyException">It is missing, not well formed, or open to other users; the message says what to do.</exception>
    public static ClientKeyFile Load(string path)
    {
        var full = Path.GetFullPath(path);
        var document = Read(full);
        if (!Uri.TryCreate(document.Gateway, UriKind.Absolute, out var gateway) || !IsAllowed(gateway))
            throw new ClientKeyException($"{full}: 'gateway' must be an https address (http on loopback only).");
        Uri? authority = null;
        if (document.Authority is not null && !(Uri.TryCreate(document.Authority, UriKind.Absolute, out authority) && IsAllowed(authority)))
            throw new ClientKeyException($"{full}: 'authority' must be an https address (http on loopback only).");
        if (document.Key is not { Kty: "EC", Crv: "P-256", X: not null, Y: not null, D: not null } key)
            throw new ClientKeyException($"{full}: 'key' must be the JSON Web Key of an EC P-256 private key.");
        if (string.IsNullOrWhiteSpace(document.ClientId))
            throw new ClientKeyException($"{full}: 'clientId' is missing.");
        var ca = document.Ca is null ? null : Path.GetFullPath(document.Ca, Path.GetDirectoryName(full)!);
        var jwk = new JsonWebKey { Kty = key.Kty, Crv = key.Crv, X = key.X, Y = key.Y, D = key.D, Kid = key.Kid };
        if (string.IsNullOrEmpty(jwk.Kid)) jwk.Kid = Base64UrlEncoder.Encode(jwk.ComputeJwkThumbprint());
        return new ClientKeyFile(gateway, document.ClientId, document.Role ?? "", ca, authority, jwk);
    }

    /// <summary>
    /// Writes the file with mode 0600, whole or not at all: a crash leaves the old file, or a <c>.new</c> beside it that the next save replaces.
    /// </summary>
    public void Save(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        var ca = Ca is null ? null : Path.GetRelativePath(folder, Ca);
        var key = new ClientKeyJwk(_key.Kty, _key.Crv, _key.X, _key.Y, _key.D, _key.Kid);
        var document = new ClientKeyDocument(Gateway.GetLeftPart(UriPartial.Authority), ClientId, Role, ca, Authority?.OriginalString, key);
        PrivateFile.Write(full, JsonSerializer.SerializeToUtf8Bytes(document, ClientKeyJson.Default.ClientKeyDocument));
    }

    /// <summary>The public key, as registrations take it.</summary>
    public PublicKey PublicKey() => new(_key.Kty, _key.Crv, _key.X, _key.Y, _key.Kid);

    private static bool IsAllowed(Uri gateway) =>
        string.Equals(gateway.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
        || (string.Equals(gateway.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal) && gateway.IsLoopback);

    private static ClientKeyDocument Read(string full)
    {
        try
        {
            PrivateFile.RefuseOpen(full);
            return JsonSerializer.Deserialize(File.ReadAllBytes(full), ClientKeyJson.Default.ClientKeyDocument)
                ?? throw new ClientKeyException($"{full} is empty.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ClientKeyException($"There is no key file {full}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClientKeyException($"The key file {full} cannot be read: {e.Message}", e);
        }
        catch (JsonException e)
        {
            // The parser's own message could repeat a piece of the key.
            throw new ClientKeyException($"{full} is not a client key file (line {e.LineNumber + 1}).");
        }
    }
}
