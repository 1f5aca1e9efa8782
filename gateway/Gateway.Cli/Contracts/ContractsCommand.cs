using System.CommandLine;
using System.Globalization;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Contracts;

/// <summary><c>dpg contracts</c>: what the client may ask, of which product, and for which purposes.</summary>
internal static class ContractsCommand
{
    public static Command Create(Session session)
    {
        var key = new KeyOption(session);
        var command = new Command("contracts", session.Texts.Contracts) { key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var contracts = await client.GetContractsAsync(cancellation);
            await Tables.WriteAsync(
                session,
                session.Texts.ContractColumns,
                contracts.Select(c => (IReadOnlyList<string>)
                [
                    $"{c.Contract} v{c.Version.ToString(CultureInfo.InvariantCulture)}",
                    c.Product,
                    session.Texts.Pick(c.Title, c.TitleZh),
                    string.Join(", ", c.Purposes),
                    string.Create(CultureInfo.InvariantCulture, $"{c.ValidFrom:yyyy-MM-dd} … {c.ValidTo:yyyy-MM-dd}"),
                    c.InForce ? session.Texts.Yes : session.Texts.No,
                    c.Score is null ? "-" : string.Join(", ", c.Score.ConsumerFeatures),
                    c.Score?.MaxBatch.ToString(CultureInfo.InvariantCulture) ?? "-",
                ]));
            return Exit.Ok;
        });
        return command;
    }
}
