using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;
using Sandbox.Box;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Gateway.Cli.Datasets;

/// <summary><c>dpg dataset import | list</c>, on the machine that holds the data, and <c>budget</c>, at a gateway.</summary>
internal static class DatasetCommand
{
    public static Command Create(Session session) => new("dataset", session.Texts.Dataset) { Import(session), List(session), BudgetCommand.Create(session) };

    private static Command Import(Session session)
    {
        var places = new PlaceOptions(session.Texts);
        var name = new Argument<string>("DATASET") { Description = session.Texts.DatasetName };
        var source = new Option<string?>("--source") { Description = session.Texts.DatasetSource, HelpName = "FILE" };
        var command = new Command("import", session.Texts.DatasetImport)
        {
            name, source, places.Data, places.Policies, places.Sources, places.SandboxFolder, places.Isolation,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var policies = PolicyFiles.Load(parsed.GetValue(places.Policies)!, session.Texts);
            if (!policies.Datasets.TryGetValue(parsed.GetValue(name)!, out var dataset))
                throw new CommandException(session.Texts.NoSuchDataset(parsed.GetValue(name)!, policies.Datasets.Keys));
            if (parsed.GetValue(source) is not null && dataset.Source is PostgresSource) throw new CommandException(session.Texts.SourceIsATable(dataset.Spec.Dataset));
            var file = parsed.GetValue(source) is { } given ? Path.GetFullPath(given) : DemoData.SourceOf(dataset, Path.GetFullPath(parsed.GetValue(places.Sources)!));
            var data = Path.GetFullPath(parsed.GetValue(places.Data)!);
            Directory.CreateDirectory(data);
            using var launcher = await BoxLauncher.OpenAsync(parsed.GetValue(places.Isolation), cancellation);
            var manifest = await new DataWork(session, launcher, places.Sandbox(parsed), data).ImportAsync(dataset, file, cancellation);
            await session.Out.WriteLineAsync(session.Texts.Imported(manifest.Dataset, manifest.Version, manifest.Rows, manifest.Subjects));
            return Exit.Ok;
        });
        return command;
    }

    private static Command List(Session session)
    {
        var places = new PlaceOptions(session.Texts);
        var command = new Command("list", session.Texts.DatasetList) { places.Data, places.Policies };
        command.SetAction(async (parsed, cancellation) =>
        {
            var policies = PolicyFiles.Load(parsed.GetValue(places.Policies)!, session.Texts);
            var data = Path.GetFullPath(parsed.GetValue(places.Data)!);
            var rows = new List<IReadOnlyList<string>>();
            foreach (var dataset in policies.Datasets.Values.OrderBy(d => d.Spec.Dataset, StringComparer.Ordinal))
                rows.Add(await RowAsync(data, dataset.Spec.Dataset, dataset.Provider, new DataPublisher(data, session.Time), cancellation));
            await Tables.WriteAsync(session, session.Texts.DatasetColumns, rows);
            return Exit.Ok;
        });
        return command;
    }

    private static async Task<IReadOnlyList<string>> RowAsync(
        string data, string dataset, string provider, DataPublisher publisher, CancellationToken cancellation)
    {
        if (publisher.Current(dataset) is not { } version) return [dataset, provider, "-", "-", "-", "-"];
        await using var file = File.OpenRead(Path.Combine(DataLayout.Version(data, dataset, version), DataLayout.ManifestFile));
        var manifest = await JsonSerializer.DeserializeAsync(file, ProtocolJson.Default.VersionManifest, cancellation);
        return
        [
            dataset,
            provider,
            version,
            manifest!.Rows.ToString("N0", CultureInfo.InvariantCulture),
            manifest.Subjects.ToString("N0", CultureInfo.InvariantCulture),
            manifest.ImportedAt.ToString("u", CultureInfo.InvariantCulture),
        ];
    }
}
