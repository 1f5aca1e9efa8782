using System.CommandLine;
using System.Globalization;
using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;
using Policies.Cases;

namespace Gateway.Cli.Policy;

/// <summary><c>dpg policy test</c>: runs the cases that stand beside the contracts.</summary>
internal static class PolicyCommand
{
    public static Command Create(Session session) => new("policy", session.Texts.Policy) { Test(session) };

    private static Command Test(Session session)
    {
        var folder = new PlaceOptions(session.Texts).Policies;
        var command = new Command("test", session.Texts.PolicyTest) { folder };
        command.SetAction(async (parsed, _) =>
        {
            var policies = PolicyFiles.Load(parsed.GetValue(folder)!, session.Texts);
            var (cases, errors) = CaseFolder.Load(parsed.GetValue(folder)!, policies);
            foreach (var error in errors) await session.Error.WriteLineAsync(error.ToString());
            var results = cases.Select(c => CaseRunner.Run(policies, c)).ToList();
            foreach (var result in results.Where(r => !r.Passed))
            {
                await session.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{result.Case.File}:{result.Case.Line}: {session.Texts.Pick(result.Case.Name, result.Case.NameZh)}: {result.Problem}"));
            }

            await session.Out.WriteLineAsync(session.Texts.CasesRun(results.Count(r => r.Passed), results.Count(r => !r.Passed)));
            return errors.Count == 0 && results.TrueForAll(r => r.Passed) ? Exit.Ok : Exit.Failed;
        });
        return command;
    }
}
