using Gateway.Cli.Sessions;
using Policies;
using Policies.Datasets;
using Policies.Products;
using Sandbox.Box;
using Sandbox.Protocol.Datasets;

namespace Gateway.Cli.Platform;

/// <summary>Data and models of every product whose source is here: made when missing, left alone otherwise.</summary>
internal static class DemoData
{
    /// <summary>Makes what is missing.</summary>
    /// <returns>The datasets without data, because their source is not here.</returns>
    public static async Task<IReadOnlyList<string>> EnsureAsync(Session session, Place place, PolicySet policies, CancellationToken cancellation)
    {
        Directory.CreateDirectory(place.Data);
        var published = new DataPublisher(place.Data, session.Time);
        var missing = policies.Datasets.Values.Where(d => published.Current(d.Spec.Dataset) is null).ToLookup(d => HasSource(d, place.Sources, session));
        var without = missing[false].Select(d => d.Spec.Dataset).Order(StringComparer.Ordinal).ToList();
        foreach (var dataset in without) await session.Error.WriteLineAsync(
            policies.Datasets[dataset].Source is PostgresSource ? session.Texts.NoPostgres(dataset) : session.Texts.SourceMissing(dataset, place.Sources));

        var registry = new ModelPublisher(place.Data, session.Time).Registry();
        var untrained = policies.Products.Values
            .Where(p => !without.Contains(p.Dataset, StringComparer.Ordinal))
            .OrderBy(p => p.Product, StringComparer.Ordinal)
            .SelectMany(p => Answering(p).Where(model => registry.Find(p.Product, model) is null).Select(model => (Product: p, Model: model)))
            .ToList();
        if (!missing[true].Any() && untrained.Count == 0) return without;

        using var launcher = await BoxLauncher.OpenAsync(place.Isolation, cancellation);
        var work = new DataWork(session, launcher, place.SandboxFolder, place.Data);
        foreach (var dataset in missing[true].OrderBy(d => d.Spec.Dataset, StringComparer.Ordinal))
            await work.ImportAsync(dataset, SourceOf(dataset, place.Sources), cancellation);
        foreach (var (product, model) in untrained)
            await work.TrainAsync(product, policies.Datasets[product.Dataset], model, cancellation);
        return without;
    }

    /// <summary>The file of a dataset's default source; null for a generated one and for a table.</summary>
    public static string? SourceOf(DatasetDocument dataset, string sources) =>
        dataset.Source is DemoSource or PostgresSource ? null : Path.GetFullPath(dataset.SourcePath, sources);

    /// <summary>The models that a product answers with.</summary>
    private static IEnumerable<string> Answering(ProductDocument product) =>
        new[] { product.Score?.Model, product.Encrypted?.Model }.OfType<string>().Distinct(StringComparer.Ordinal);

    private static bool HasSource(DatasetDocument dataset, string sources, Session session) => dataset.Source is PostgresSource
        ? PostgresVariable.Read(session) is not null
        : SourceOf(dataset, sources) is not { } source || File.Exists(source) || Directory.Exists(source);
}
