using System.CommandLine;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Contracts;

/// <summary><c>dpg contract …</c>: contracts as drafts, through their lives, and what they were used for.</summary>
internal static class ContractCommand
{
    public static Command Create(Session session) => new("contract", session.Texts.Contract)
    {
        DraftCommands.Validate(session),
        DraftCommands.Submit(session),
        StepCommands.Create(session, "approve", session.Texts.ContractApprove),
        StepCommands.Create(session, "accept", session.Texts.ContractAccept),
        StepCommands.Create(session, "activate", session.Texts.ContractActivate),
        StepCommands.Create(session, "suspend", session.Texts.ContractSuspend),
        StepCommands.Create(session, "revoke", session.Texts.ContractRevoke),
        LookCommands.List(session),
        LookCommands.Show(session),
        LookCommands.Diff(session),
        SimulateCommand.Create(session),
        UsageCommand.Create(session),
        InterchangeCommands.Export(session),
        InterchangeCommands.Import(session),
    };
}
