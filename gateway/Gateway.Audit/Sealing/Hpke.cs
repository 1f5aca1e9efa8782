using System.Security.Cryptography;
using NSec.Cryptography;

namespace Gateway.Audit.Sealing;

/// <summary>
/// HPKE (RFC 9180), base mode, one message a key: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305. What is sealed is the
/// encapsulated key and the ciphertext, one after the other. Any library of the RFC opens it.
/// </summary>
internal static class Hpke
{
    private const int HashSize = SHA256.HashSizeInBytes;
    private static readonly KeyAgreementAlgorithm Kem = KeyAgreementAlgorithm.X25519;
    private static readonly AeadAlgorithm Aead = AeadAlgorithm.ChaCha20Poly1305;
    private static readonly byte[] KemSuite = [.. "KEM"u8, 0x00, 0x20];
    private static readonly byte[] Suite = [.. "HPKE"u8, 0x00, 0x20, 0x00, 0x01, 0x00, 0x03];

    /// <summary>Seals for whoever holds the private key.</summary>
    /// <exception cref="ArgumentException">The public key is of low order: everybody could open it.</exception>
    public static byte[] Seal(PublicKey recipient, ReadOnlySpan<byte> info, ReadOnlySpan<byte> context, ReadOnlySpan<byte> message)
    {
        using var ephemeral = Key.Create(Kem);
        return Seal(ephemeral, recipient, info, context, message);
    }

    /// <summary>Opens; null when it is not sealed for this key, or anything was altered.</summary>
    public static byte[]? Open(Key recipient, ReadOnlySpan<byte> info, ReadOnlySpan<byte> context, ReadOnlySpan<byte> sealedMessage)
    {
        if (sealedMessage.Length < Kem.PublicKeySize + Aead.TagSize
            || !PublicKey.TryImport(Kem, sealedMessage[..Kem.PublicKeySize], KeyBlobFormat.RawPublicKey, out var ephemeral)
            || Agree(recipient, ephemeral!) is not { } agreed)
            return null;
        using var key = Schedule(agreed, sealedMessage[..Kem.PublicKeySize], recipient.PublicKey, info, out var nonce);
        return Aead.Decrypt(key, nonce, context, sealedMessage[Kem.PublicKeySize..]);
    }

    /// <summary>With a given ephemeral key, which must never be used twice.</summary>
    internal static byte[] Seal(Key ephemeral, PublicKey recipient, ReadOnlySpan<byte> info, ReadOnlySpan<byte> context, ReadOnlySpan<byte> message)
    {
        var agreed = Agree(ephemeral, recipient) ?? throw new ArgumentException("The public key is of low order.", nameof(recipient));
        var encapsulated = Raw(ephemeral.PublicKey);
        using var key = Schedule(agreed, encapsulated, recipient, info, out var nonce);
        return [.. encapsulated, .. Aead.Encrypt(key, nonce, context, message)];
    }

    private static byte[]? Agree(Key own, PublicKey other)
    {
        var exportable = new SharedSecretCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextArchiving };
        using var secret = Kem.Agree(own, other, exportable);
        return secret?.Export(SharedSecretBlobFormat.RawSharedSecret);
    }

    /// <summary>Sections 4.1 (ExtractAndExpand) and 5.1 (KeySchedule, mode_base).</summary>
    private static Key Schedule(byte[] agreed, ReadOnlySpan<byte> encapsulated, PublicKey recipient, ReadOnlySpan<byte> info, out byte[] nonce)
    {
        var shared = Expand(KemSuite, Extract(KemSuite, [], "eae_prk"u8, agreed), "shared_secret"u8, [.. encapsulated, .. Raw(recipient)], HashSize);
        byte[] context = [0x00, .. Extract(Suite, [], "psk_id_hash"u8, []), .. Extract(Suite, [], "info_hash"u8, info)];
        var secret = Extract(Suite, shared, "secret"u8, []);
        nonce = Expand(Suite, secret, "base_nonce"u8, context, Aead.NonceSize);
        return Key.Import(Aead, Expand(Suite, secret, "key"u8, context, Aead.KeySize), KeyBlobFormat.RawSymmetricKey);
    }

    private static byte[] Extract(byte[] suite, byte[] salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> material) =>
        HKDF.Extract(HashAlgorithmName.SHA256, [.. "HPKE-v1"u8, .. suite, .. label, .. material], salt);

    private static byte[] Expand(byte[] suite, byte[] key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, int length) =>
        HKDF.Expand(HashAlgorithmName.SHA256, key, length, [(byte)(length >> 8), (byte)length, .. "HPKE-v1"u8, .. suite, .. label, .. info]);

    private static byte[] Raw(PublicKey key) => key.Export(KeyBlobFormat.RawPublicKey);
}
