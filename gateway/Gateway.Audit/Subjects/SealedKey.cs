using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Audit.Sealing;

namespace Gateway.Audit.Subjects;

/// <summary>The key of a period, sealed to the regulator: a file beside the log, never in it, so that it can be destroyed.</summary>
public sealed record SealedKey
{
    /// <summary>The key's id, as entries name it.</summary>
    public required string Key { get; init; }

    /// <summary>Base64 of the key's SHA-256.</summary>
    public required string KeySha256 { get; init; }

    /// <summary>The log's name.</summary>
    public required string Origin { get; init; }

    /// <summary>When the key came into use.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When its period is over. Entries that were on their way then may follow.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The id of the key that it is sealed to.</summary>
    public required string Recipient { get; init; }

    /// <summary>Base64 of encapsulated key and ciphertext (RFC 9180): information <c>gateway subject key</c>, associated data <c>origin LF key id</c>.</summary>
    public required string Sealed { get; init; }

    private static ReadOnlySpan<byte> Info => "gateway subject key"u8;

    private string Context => $"{Origin}\n{Key}";

    /// <summary>Null when the bytes are no sealed key.</summary>
    public static SealedKey? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, SealedKeyJson.Default.SealedKey);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The key; null when the pair is another's, or anything was altered, or what was sealed is not the key that is named.</summary>
    public SubjectKey? Open(RegulatorKeyPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var bytes = new byte[Sealed.Length];
        if (!Convert.TryFromBase64String(Sealed, bytes, out var length)) return null;
        return pair.Open(Info, Context, bytes.AsSpan(0, length)) is { Length: Keys.KeyFile.Size } key && Hash(key) == KeySha256 && new SubjectKey(key) is var opened
            && opened.Id == Key ? opened : null;
    }

    internal static SealedKey Seal(RegulatorKey recipient, ReadOnlySpan<byte> key, string origin, DateTimeOffset from, DateTimeOffset until)
    {
        var named = new SealedKey
        {
            Key = new SubjectKey(key).Id, KeySha256 = Hash(key), Origin = origin, From = from, Until = until, Recipient = recipient.Id, Sealed = "",
        };
        return named with { Sealed = Convert.ToBase64String(recipient.Seal(Info, named.Context, key)) };
    }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, SealedKeyJson.Default.SealedKey);

    private static string Hash(ReadOnlySpan<byte> key) => Convert.ToBase64String(SHA256.HashData(key));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(SealedKey))]
internal sealed partial class SealedKeyJson : JsonSerializerContext;
