using System.Globalization;
using System.Security.Cryptography;

namespace Gateway.Audit.Subjects;

/// <summary>What the log says of subject keys.</summary>
public static class SubjectKeyEvents
{
    /// <summary>A key came into use.</summary>
    public const string Begun = "subject-key-begun";

    /// <summary>A key was destroyed: what was hashed with it can be tied to nobody any more.</summary>
    public const string Destroyed = "subject-key-destroyed";

    /// <summary>The time, as facts state it.</summary>
    internal static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    internal static EventEntry Began(SealedKey key, ReadOnlySpan<byte> bytes, DateTimeOffset now) => new()
    {
        Time = now,
        Event = Begun,
        Facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["key"] = key.Key,
            ["keySha256"] = key.KeySha256,
            ["sealedSha256"] = Convert.ToBase64String(SHA256.HashData(bytes)),
            ["recipient"] = key.Recipient,
            ["from"] = Text(key.From),
            ["until"] = Text(key.Until),
        },
    };

    internal static EventEntry Destruction(SealedKey key, DateTimeOffset now) => new()
    {
        Time = now,
        Event = Destroyed,
        Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["key"] = key.Key, ["from"] = Text(key.From), ["until"] = Text(key.Until) },
    };
}
