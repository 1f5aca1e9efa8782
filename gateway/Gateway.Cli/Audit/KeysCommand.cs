using System.CommandLine;
using System.Globalization;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit keys</c>: an operator who sealed something else than the key that it tells of is found here.</summary>
internal static class KeysCommand
{
    public static Command Create(Session session)
    {
        var key = new KeyOption(session);
        var auditKey = new AuditKeyOption(session);
        var command = new Command("keys", session.Texts.AuditKeys) { auditKey.Option, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            using var pair = auditKey.Load(parsed);
            var keys = await OpenedKeys.FetchAsync(client, pair, cancellation);
            await Tables.WriteAsync(session, session.Texts.AuditKeyColumns,
            [
                .. keys.Missing.Select(k => (IReadOnlyList<string>)[k.Key, k.From, k.Until, session.Texts.AuditKeyState(k)]),
                .. keys.Keys.Select(k => (IReadOnlyList<string>)[k.Sealed.Key, Time(k.Sealed.From), Time(k.Sealed.Until), session.Texts.AuditKeyState(k)]),
            ]);
            return keys.AreComplete ? Exit.Ok : Exit.Failed;
        });
        return command;
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
