using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Audit.Subjects;
using Gateway.Cli.Sessions;
using Gateway.Client.Audit;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit query</c>: is an entry of this query? The regulator's keys give the nonce that its hash is salted with.</summary>
internal static class QueryMatchCommand
{
    public static Command Create(Session session)
    {
        var texts = session.Texts;
        var key = new KeyOption(session);
        var index = new Argument<long>("INDEX") { Description = texts.AuditEntryIndex };
        var file = new Argument<string>("FILE") { Description = texts.AuditQueryFile };
        var auditKey = new AuditKeyOption(session);
        var command = new Command("query", texts.AuditQuery) { index, file, auditKey.Option, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (at, body) = (parsed.GetValue(index), await File.ReadAllBytesAsync(parsed.GetValue(file)!, cancellation));
            using var pair = auditKey.Load(parsed);
            using var client = key.Open(parsed);
            var page = await client.Audit.SearchAsync(new AuditSearch { After = at > 0 ? at - 1 : null, Limit = 1 }, cancellation);
            if (page.Entries.FirstOrDefault(e => e.Index == at) is not { } entry || Hash(entry, "queryHash") is not { } stated || Hash(entry, "resultHash") is not { } result)
                throw new CommandException(texts.AuditNoQuery(at));
            var keys = await OpenedKeys.FetchAsync(client, pair, cancellation);
            var isOf = keys.Keys.Any(k => k.Key is { } opened && stated.AsSpan().SequenceEqual(SHA256.HashData([.. Nonce(opened, result), .. body])));
            if (!isOf) foreach (var one in keys.Missing) await session.Error.WriteLineAsync(texts.AuditKeyMissing(one));
            await (isOf ? session.Out : session.Error).WriteLineAsync(texts.AuditIsOfQuery(at, isOf));
            return isOf ? Exit.Ok : Exit.Failed;
        });
        return command;
    }

    private static byte[] Nonce(SubjectKey key, byte[] result)
    {
        var nonce = new byte[SubjectKey.NonceSize];
        key.QueryNonce(result, nonce);
        return nonce;
    }

    private static byte[]? Hash(AuditEntry entry, string name) =>
        entry.Entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var hash)
        && hash.Length == SubjectKey.NonceSize ? hash : null;
}
