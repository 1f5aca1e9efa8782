using System.Text.Json;
using Gateway.Audit.Sealing;
using Gateway.Audit.Subjects;
using Gateway.Client;
using Gateway.Client.Audit;

namespace Gateway.Cli.Audit;

/// <summary>The keys of the periods, opened on the regulator's machine and held against what the log tells of them.</summary>
/// <param name="Keys">All that the gateway has, the oldest first.</param>
/// <param name="Missing">Those that the log tells of and the gateway does not have.</param>
internal sealed record OpenedKeys(IReadOnlyList<OpenedKey> Keys, IReadOnlyList<MissingKey> Missing)
{
    /// <summary>Every key that the log tells of is there and opens, or was destroyed as the log tells.</summary>
    public bool AreComplete => Keys.All(k => k is { Key: not null, IsTold: true }) && Missing.All(k => k.IsDestroyed);

    /// <summary>Fetches them.</summary>
    public static async Task<OpenedKeys> FetchAsync(GatewayClient client, RegulatorKeyPair pair, CancellationToken cancellation)
    {
        var begun = await FactsAsync(client, SubjectKeyEvents.Begun, cancellation);
        var destroyed = (await FactsAsync(client, SubjectKeyEvents.Destroyed, cancellation)).Select(f => Fact(f, "key")).ToHashSet(StringComparer.Ordinal);
        var told = begun.Select(f => (Fact(f, "key"), Fact(f, "keySha256"))).ToHashSet();
        var held = await client.Audit.KeysAsync(cancellation);
        var missing = begun.Where(f => !held.Any(k => k.Key == Fact(f, "key"))).DistinctBy(f => Fact(f, "key"), StringComparer.Ordinal);
        return new OpenedKeys(
            [.. held.Select(key => new OpenedKey(key, Sealed(key).Open(pair), told.Contains((key.Key, key.KeySha256))))],
            [.. missing.Select(f => new MissingKey(Fact(f, "key"), Fact(f, "from"), Fact(f, "until"), destroyed.Contains(Fact(f, "key"))))]);
    }

    private static async Task<IReadOnlyList<JsonElement>> FactsAsync(GatewayClient client, string name, CancellationToken cancellation) =>
        [.. (await SearchCommand.AllAsync(client, new AuditSearch { Event = name }, int.MaxValue, cancellation)).Select(e => e.Entry.GetProperty("facts"))];

    private static string Fact(JsonElement facts, string name) => facts.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static SealedKey Sealed(AuditKey key) => new()
    {
        Key = key.Key, KeySha256 = key.KeySha256, Origin = key.Origin, From = key.From, Until = key.Until, Recipient = key.Recipient, Sealed = key.Sealed,
    };
}

/// <summary>A key of a period.</summary>
/// <param name="Sealed">As the gateway has it.</param>
/// <param name="Key">Opened; null where this key pair does not open it.</param>
/// <param name="IsTold">An entry of the log tells of this very key.</param>
internal sealed record OpenedKey(AuditKey Sealed, SubjectKey? Key, bool IsTold);

/// <summary>A key that the log tells of and the gateway does not have: whom its period's entries are about cannot be found out.</summary>
/// <param name="Key">Its id.</param>
/// <param name="From">When it came into use, as the log states it.</param>
/// <param name="Until">When its period was over.</param>
/// <param name="IsDestroyed">An entry of the log tells that it was destroyed after the retention; if not, it is withheld or lost.</param>
internal sealed record MissingKey(string Key, string From, string Until, bool IsDestroyed);
