using System.CommandLine;
using Gateway.Cli.Sessions;
using Sandbox.Protocol;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit person</c>: who looked at this person?</summary>
internal static class PersonCommand
{
    public static Command Create(Session session)
    {
        var texts = session.Texts;
        var key = new KeyOption(session);
        var id = new Argument<string>("ID") { Description = texts.AuditPersonId };
        var reason = new Option<string>("--reason") { Description = texts.AuditReason, Required = true };
        var auditKey = new AuditKeyOption(session);
        var json = new Option<bool>("--json") { Description = texts.AuditJson };
        var command = new Command("person", texts.AuditPerson) { id, reason, auditKey.Option, json, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!SubjectId.TryParse(parsed.GetValue(id), out var person)) throw new CommandException(texts.AuditNoId);
            using var pair = auditKey.Load(parsed);
            using var client = key.Open(parsed);
            var keys = await OpenedKeys.FetchAsync(client, pair, cancellation);
            if (keys.Keys.Count == 0 && keys.Missing.Count == 0) throw new CommandException(texts.AuditNoKeys);
            foreach (var one in keys.Missing) await session.Error.WriteLineAsync(texts.AuditKeyMissing(one));
            if (!keys.Keys.Any(k => k.Key is not null)) throw new CommandException(texts.AuditNoKeyOpens);
            var found = await PersonSearch.RunAsync(client, keys.Keys, person, parsed.GetValue(reason)!, cancellation);
            await EntryTable.WriteAsync(session, found.Entries, parsed.GetValue(json));
            await session.Error.WriteLineAsync(texts.AuditFound(found.Entries.Count, found.Size, found.Recorded));
            foreach (var one in keys.Keys.Where(k => k is not { Key: not null, IsTold: true })) await session.Error.WriteLineAsync(texts.AuditKeyUnusable(one.Sealed.Key));
            return keys.AreComplete ? Exit.Ok : Exit.Failed;
        });
        return command;
    }
}
