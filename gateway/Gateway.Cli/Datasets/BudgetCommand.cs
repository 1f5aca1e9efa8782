using System.CommandLine;
using Gateway.Cli.Queries;
using Gateway.Cli.Sessions;
using Gateway.Client.Datasets;

namespace Gateway.Cli.Datasets;

/// <summary><c>dpg dataset budget list | agree</c>, at a gateway: what may ever be spent of datasets.</summary>
internal static class BudgetCommand
{
    public static Command Create(Session session) => new("budget", session.Texts.Budget) { List(session), Agree(session) };

    private static Command List(Session session)
    {
        var key = new KeyOption(session);
        var command = new Command("list", session.Texts.BudgetList) { key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            await Tables.WriteAsync(session, session.Texts.BudgetColumns, (await client.Budgets.ListAsync(cancellation)).Select(Row));
            return Exit.Ok;
        });
        return command;
    }

    private static Command Agree(Session session)
    {
        var key = new KeyOption(session);
        var dataset = new Argument<string>("DATASET") { Description = session.Texts.DatasetName };
        var rho = new Option<string>("--rho") { Description = session.Texts.BudgetRho, Required = true, HelpName = "3.0" };
        var delta = new Option<string>("--delta") { Description = session.Texts.BudgetDelta, Required = true, HelpName = "5e-7" };
        var provider = new Option<string?>("--provider") { Description = session.Texts.BudgetProvider, HelpName = "NAME" };
        var command = new Command("agree", session.Texts.BudgetAgree) { dataset, rho, delta, provider, key.Option };
        command.Validators.Add(result =>
        {
            foreach (var (option, unit) in ((Option<string>, decimal)[])[(rho, Numbers.NanoRho), (delta, Numbers.FemtoDelta)])
                if (result.GetResult(option) is { Tokens: [var token] } && Numbers.Units(token.Value, unit) is null) result.AddError(session.Texts.BudgetNoFigure(option.Name));
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var terms = new AgreedLifetime(
                Numbers.Units(parsed.GetValue(rho)!, Numbers.NanoRho)!.Value, Numbers.Units(parsed.GetValue(delta)!, Numbers.FemtoDelta)!.Value, parsed.GetValue(provider));
            var now = await client.Budgets.AgreeAsync(parsed.GetValue(dataset)!, terms, cancellation);
            await session.Out.WriteLineAsync(now.Asked is null
                ? session.Texts.BudgetRaised(now.Dataset, Numbers.Rho(now.NanoRho), Delta(now.FemtoDelta))
                : session.Texts.BudgetWaits(now.Dataset, now.Asked.ByOperator is null));
            return Exit.Ok;
        });
        return command;
    }

    private static IReadOnlyList<string> Row(DatasetBudget budget) =>
    [
        budget.Dataset, budget.Provider, Numbers.Rho(budget.NanoRho), Delta(budget.FemtoDelta),
        .. budget.Asked is { } asked
            ? (string[])[asked.Provider, Numbers.Rho(asked.NanoRho), Delta(asked.FemtoDelta), asked.ByOperator ?? "-", asked.ByProvider ?? "-"]
            : ["-", "-", "-", "-", "-"],
    ];

    // Every digit: what is shown here is what one agrees to.
    private static string Delta(long femto) => Numbers.Plain(femto / Numbers.FemtoDelta);
}
