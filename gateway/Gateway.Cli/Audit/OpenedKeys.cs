using Gateway.Audit.Sealing;
using Gateway.Audit.Subjects;
using Gateway.Client;
using Gateway.Client.Audit;

namespace Gateway.Cli.Audit;

/// <summary>The keys of the periods, opened on the regulator's machine and held against what the log tells of them.</summary>
internal static class OpenedKeys
{
    /// <summary>All that the gateway has, the oldest first.</summary>
    public static async Task<IReadOnlyList<OpenedKey>> FetchAsync(GatewayClient client, RegulatorKeyPair pair, CancellationToken cancellation)
    {
        var events = await SearchCommand.AllAsync(client, new AuditSearch { Event = SubjectKeyEvents.Begun }, int.MaxValue, cancellation);
        var told = events.Select(e => e.Entry.GetProperty("facts")).Select(f => (f.GetProperty("key").GetString()!, f.GetProperty("keySha256").GetString()!)).ToHashSet();
        return [.. (await client.Audit.KeysAsync(cancellation)).Select(key => new OpenedKey(key, Sealed(key).Open(pair), told.Contains((key.Key, key.KeySha256))))];
    }

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
