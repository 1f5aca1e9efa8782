using System.CommandLine;
using Gateway.Cli.Audit;
using Gateway.Cli.Checks;
using Gateway.Cli.Clients;
using Gateway.Cli.Contracts;
using Gateway.Cli.Datasets;
using Gateway.Cli.Encrypted;
using Gateway.Cli.Logs;
using Gateway.Cli.Models;
using Gateway.Cli.Policy;
using Gateway.Cli.Queries;
using Gateway.Cli.Receipts;
using Gateway.Cli.Scores;
using Gateway.Cli.Sessions;
using Gateway.Cli.Up;
using Gateway.Cli.Witnesses;

namespace Gateway.Cli;

/// <summary>The <c>dpg</c> command.</summary>
internal static class Dpg
{
    /// <summary>Runs one command line to its exit code (<see cref="Exit"/>).</summary>
    public static async Task<int> RunAsync(string[] args, Session session, CancellationToken cancellation = default)
    {
        var parsed = Root(session).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await session.Error.WriteLineAsync(error.Message);
            await session.Error.WriteLineAsync(session.Texts.SeeHelp(parsed.CommandResult.Command.Name));
            return Exit.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // Longer than the gateway takes to end its requests.
                ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
                Output = session.Out,
                Error = session.Error,
            }, cancellation);
        }
        catch (Exception e) when (Failures.Explain(e, session.Texts) is { } lines)
        {
            foreach (var line in lines) await session.Error.WriteLineAsync(line);
            return Exit.Failed;
        }
    }

    /// <summary>The command tree.</summary>
    internal static RootCommand Root(Session session) => new(session.Texts.About)
    {
        LanguageOption.Create(session.Texts),
        LoginCommand.Create(session),
        TokenCommand.Create(session),
        ContractsCommand.Create(session),
        ContractCommand.Create(session),
        PolicyCommand.Create(session),
        ScoreCommand.Create(session),
        QueryCommand.Create(session),
        ReceiptCommand.Create(session),
        EncryptedScoreCommand.Create(session),
        ClientCommand.Create(session),
        DatasetCommand.Create(session),
        ModelCommand.Create(session),
        UpCommand.Create(session),
        WitnessCommand.Create(session),
        AuditCommand.Create(session),
        LogCommand.Create(session),
        CheckCommand.Create(session),
    };
}
