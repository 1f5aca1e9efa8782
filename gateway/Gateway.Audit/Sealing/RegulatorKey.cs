using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Gateway.Audit.Sealing;

/// <summary>The key that subject keys are sealed to. Whoever has it can seal; only the regulator can open.</summary>
public sealed class RegulatorKey
{
    private const string Prefix = "x25519:";
    private readonly PublicKey _key;

    internal RegulatorKey(PublicKey key)
    {
        _key = key;
        Id = Convert.ToHexStringLower(SHA256.HashData(key.Export(KeyBlobFormat.RawPublicKey)).AsSpan(0, 8));
    }

    /// <summary>The first 8 bytes of its SHA-256, as hexadecimal.</summary>
    public string Id { get; }

    /// <summary>Reads the form of <see cref="ToString"/>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RegulatorKey? key)
    {
        key = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal) || !Base64.IsValid(text.AsSpan(Prefix.Length))) return false;
        var bytes = Convert.FromBase64String(text[Prefix.Length..]);
        if (!PublicKey.TryImport(KeyAgreementAlgorithm.X25519, bytes, KeyBlobFormat.RawPublicKey, out var parsed)) return false;
        key = new RegulatorKey(parsed!);
        return true;
    }

    /// <summary><c>x25519:</c> and the base64 of 32 bytes.</summary>
    public override string ToString() => Prefix + Convert.ToBase64String(_key.Export(KeyBlobFormat.RawPublicKey));

    internal byte[] Seal(ReadOnlySpan<byte> info, string context, ReadOnlySpan<byte> message) => Hpke.Seal(_key, info, Encoding.UTF8.GetBytes(context), message);
}
