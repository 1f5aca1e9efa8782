using System.CommandLine;
using System.Globalization;
using Gateway.Audit.Notes;
using Gateway.Cli.Audit.Bundles;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit export</c>: a range of the log, with all that it takes to check it without the gateway.</summary>
internal static class ExportCommand
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public static Command Create(Session session)
    {
        var key = new KeyOption(session);
        var file = new Argument<string>("BUNDLE.zip") { Description = session.Texts.AuditBundle };
        var from = new Option<string?>("--from") { Description = session.Texts.AuditFrom, HelpName = "INDEX|TIME" };
        var to = new Option<string?>("--to") { Description = session.Texts.AuditTo, HelpName = "INDEX|TIME" };
        foreach (var option in (Option<string?>[])[from, to])
        {
            option.Validators.Add(result =>
            {
                if (result.GetValue(option) is { } text && !IsIndex(text, out _) && !IsTime(text, out _)) result.AddError(session.Texts.AuditNoPlace(text));
            });
        }

        var command = new Command("export", session.Texts.AuditExport) { file, from, to, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var note = await client.GetLogFileAsync(BundleManifest.Checkpoint, cancellation);
            if (note is null || SignedNote.Parse(note) is not { } signed || Checkpoint.Parse(signed.Text) is not { Size: > 0 } checkpoint) throw new CommandException(session.Texts.AuditNothingYet);
            using var bundle = new BundleWriter(parsed.GetValue(file)!);
            bundle.Add(BundleManifest.Checkpoint, note);
            var exporter = new BundleExporter(client, bundle, checkpoint);
            var first = await PlaceAsync(parsed.GetValue(from), 0);
            var end = Math.Min(await PlaceAsync(parsed.GetValue(to), checkpoint.Size), checkpoint.Size);
            if (first >= end) throw new CommandException(session.Texts.AuditEmptyRange);
            var manifest = await exporter.RunAsync(first, end, cancellation);
            bundle.Finish();
            await session.Out.WriteLineAsync(session.Texts.AuditExported(parsed.GetValue(file)!, manifest));
            return Exit.Ok;

            async Task<long> PlaceAsync(string? text, long otherwise) =>
                text is null ? otherwise : IsIndex(text, out var index) ? index : IsTime(text, out var time) ? await exporter.FindAsync(time, cancellation) : otherwise;
        });
        return command;
    }

    private static bool IsIndex(string text, out long index) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    /// <summary>A day is that of Asia/Shanghai.</summary>
    private static bool IsTime(string text, out DateTimeOffset time)
    {
        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        time = isDay ? new DateTimeOffset(day, TimeOnly.MinValue, Shanghai) : default;
        return isDay || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }
}
