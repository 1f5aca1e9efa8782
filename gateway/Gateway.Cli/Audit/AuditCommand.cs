using System.CommandLine;
using Gateway.Cli.Audit.Disclosure;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit …</c>: the regulator's tools.</summary>
internal static class AuditCommand
{
    public static Command Create(Session session) => new("audit", session.Texts.Audit)
    {
        FollowCommand.Create(session),
        SearchCommand.Create(session),
        StatisticsCommand.Create(session),
        PersonCommand.Create(session),
        QueryMatchCommand.Create(session),
        KeysCommand.Create(session),
        AlertsCommand.Create(session),
        DisclosureCommand.Create(session),
        KeyCommand.Create(session),
        IndexCommand.Create(session),
        ExportCommand.Create(session),
        VerifyCommand.Create(session),
    };
}
