using Gateway.Cli.Sessions;
using Policies;
using Policies.Datasets;
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
        using var launcher = await BoxLauncher.OpenAsync(place.Isolation, cancellation);
        var work = new DataWork(session, launcher, place.SandboxFolder, place.Data);
        var without = new List<string>();
        foreach (var dataset in policies.Datasets.Values.OrderBy(d => d.Spec.Dataset, StringComparer.Ordinal))
        {
            if (work.Current(dataset.Spec.Dataset) is not null) continue;
            var source = SourceOf(dataset, place.Sources);
            if (source is null || File.Exists(source) || Directory.Exists(source)) await work.ImportAsync(dataset, source, cancellation);
            else without.Add(dataset.Spec.Dataset);
        }

        foreach (var product in policies.Products.Values.OrderBy(p => p.Product, StringComparer.Ordinal))
        {
            if (product.Score is null || without.Contains(product.Dataset, StringComparer.Ordinal)) continue;
            if (work.Registry().Find(product.Product, product.Score.Model) is null)
                await work.TrainAsync(product, policies.Datasets[product.Dataset], product.Score.Model, cancellation);
        }

        foreach (var dataset in without) await session.Error.WriteLineAsync(session.Texts.SourceMissing(dataset, place.Sources));
        return without;
    }

    /// <summary>The file of a dataset's default source; null for a generated one.</summary>
    public static string? SourceOf(DatasetDocument dataset, string sources) =>
        dataset.Source is DemoSource ? null : Path.GetFullPath(dataset.SourcePath, sources);
}
