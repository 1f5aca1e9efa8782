using System.CommandLine;
using System.Globalization;
using System.Text;
using Gateway.Audit;
using Gateway.Cli.Contracts;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Audit.Disclosure;

/// <summary><c>dpg audit disclosure</c>: a year's public figures, computed from a log's files and the contracts' prices alone.</summary>
internal static class DisclosureCommand
{
    public static Command Create(Session session)
    {
        var year = new Option<int>("--year") { Description = session.Texts.DisclosureYear, Required = true };
        var log = new Option<string>("--log") { Description = session.Texts.LogFolder, HelpName = "FOLDER", Required = true };
        var output = new Option<string>("--out") { Description = session.Texts.DisclosureOut, HelpName = "DIR", Required = true };
        var documents = new Option<string[]>("--document") { Description = session.Texts.UsageDocument, HelpName = "FILE" };
        year.Validators.Add(result =>
        {
            if (result.GetValue(year) is < 2000 or > 9999) result.AddError(session.Texts.DisclosureYear);
        });
        var command = new Command("disclosure", session.Texts.Disclosure) { year, log, output, documents };
        command.SetAction(async (parsed, cancellation) =>
        {
            var prices = UsageSources.Prices(parsed.GetValue(documents) ?? [], session);
            var verified = UsageSources.Verify(parsed.GetValue(log)!, session, cancellation);
            var book = new YearBook(verified.Origin!, parsed.GetValue(year));
            await foreach (var record in AccessLogReader.ReadAsync(parsed.GetValue(log)!, 0, cancellation))
                if (record.Index < verified.Size) book.Add(record);
            var figures = book.Figures(verified.Size, sha256 => prices.GetValueOrDefault(sha256));
            var path = Path.Combine(Directory.CreateDirectory(parsed.GetValue(output)!).FullName, string.Create(CultureInfo.InvariantCulture, $"disclosure-{figures.Year}"));
            await File.WriteAllTextAsync($"{path}.csv", YearCsv.Of(figures), Encoding.UTF8, cancellation);
            await File.WriteAllTextAsync($"{path}.html", YearPage.Of(figures), Encoding.UTF8, cancellation);
            await session.Out.WriteLineAsync($"{path}.csv");
            await session.Out.WriteLineAsync($"{path}.html");
            if (figures.Unpriced.Count > 0) await session.Error.WriteLineAsync(session.Texts.DisclosureUnpriced(figures.Unpriced));
            return Exit.Ok;
        });
        return command;
    }
}
