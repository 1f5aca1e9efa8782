using System.CommandLine;
using Gateway.Audit.Search;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit index</c>: brings the search index in a log's folder up to the log's checkpoint, or builds it anew. The gateway does the same by itself.</summary>
internal static class IndexCommand
{
    public static Command Create(Session session)
    {
        var folder = new Argument<string>("FOLDER") { Description = session.Texts.LogFolder };
        var rebuild = new Option<bool>("--rebuild") { Description = session.Texts.AuditRebuild };
        var command = new Command("index", session.Texts.AuditIndex) { folder, rebuild };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(folder)!;
            if (!Directory.Exists(path)) throw new CommandException(session.Texts.NoSuchFile(path));
            using var index = LogIndex.Open(path, parsed.GetValue(rebuild));
            var before = index.Next;
            index.CatchUp(cancellation);
            await session.Out.WriteLineAsync(session.Texts.AuditIndexed(before, index.Next));
            return Exit.Ok;
        });
        return command;
    }
}
