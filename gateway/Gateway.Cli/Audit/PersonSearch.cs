using Gateway.Client;
using Gateway.Client.Audit;
using Sandbox.Protocol;

namespace Gateway.Cli.Audit;

/// <summary>
/// Hashes a person under every key that could be opened, here, and asks the gateway for the entries with those hashes. The gateway learns which entries were
/// looked for; it holds no key of a period that is over, so it does not learn who that is.
/// </summary>
internal static class PersonSearch
{
    private const int MostHashes = 500;
    private const int HashSize = 32;

    /// <summary>All entries, whatever pages and parts they come in. A key that the log does not tell of is used, too: it cannot add what is not there.</summary>
    public static async Task<PersonEntries> RunAsync(GatewayClient client, IReadOnlyList<OpenedKey> keys, SubjectId person, string reason, CancellationToken cancellation)
    {
        var entries = new List<AuditEntry>();
        var (recorded, size) = (-1L, 0L);
        foreach (var part in keys.Where(k => k.Key is not null).Select(k => Hash(k, person)).Chunk(MostHashes))
        {
            for (long? after = -1; after is not null;)
            {
                var answer = await client.Audit.PersonAsync(new PersonQuestion(reason, part, after), cancellation);
                entries.AddRange(answer.Entries);
                (after, recorded, size) = (answer.Next, answer.Recorded, answer.Size);
            }
        }

        return new PersonEntries(recorded, size, [.. entries.OrderBy(e => e.Index)], Next: null);
    }

    private static PersonHash Hash(OpenedKey key, SubjectId person)
    {
        Span<byte> hash = stackalloc byte[HashSize];
        key.Key!.Hash(person.Value, hash);
        return new PersonHash(key.Sealed.Key, Convert.ToBase64String(hash));
    }
}
