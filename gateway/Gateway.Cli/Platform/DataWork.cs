using Gateway.Cli.Sessions;
using Policies.Datasets;
using Policies.Products;
using Sandbox.Box;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Gateway.Cli.Platform;

/// <summary>Imports datasets and trains models, each in a one-shot box, into one data folder.</summary>
internal sealed class DataWork(Session session, BoxLauncher launcher, string sandboxFolder, string data)
{
    /// <summary>The version of a dataset in force; null when there is none.</summary>
    public string? Current(string dataset) => new DataPublisher(data, session.Time).Current(dataset);

    /// <summary>All pins in force.</summary>
    public ModelRegistry Registry() => new ModelPublisher(data, session.Time).Registry();

    /// <summary>Imports a version and puts it in force.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="source">The file to read; null for a generated source and for a table.</param>
    /// <param name="cancellation">Stops the box; the old version stays in force.</param>
    public async Task<VersionManifest> ImportAsync(DatasetDocument dataset, string? source, CancellationToken cancellation)
    {
        if (source is not null && !File.Exists(source) && !Directory.Exists(source)) throw new CommandException(session.Texts.NoSource(dataset.Spec.Dataset, source));
        var postgres = dataset.Source is PostgresSource ? PostgresVariable.Read(session) ?? throw new CommandException(session.Texts.NoPostgres(dataset.Spec.Dataset)) : null;
        var outcome = await Steps.RunAsync(
            session,
            session.Texts.Importing(dataset.Spec.Dataset),
            progress => new DatasetImporter(launcher, sandboxFolder, data, session.Time)
                .RunAsync(dataset.Spec, dataset.Source, source, postgres, BoxLimits.OneShot, progress, cancellation));
        return outcome is { Ok: true, Manifest: { } manifest }
            ? manifest
            : throw new CommandException(session.Texts.ImportFailed(dataset.Spec.Dataset, outcome.Error));
    }

    /// <summary>Trains a model on the version in force and registers it.</summary>
    public async Task<ModelCard> TrainAsync(ProductDocument product, DatasetDocument dataset, string model, CancellationToken cancellation)
    {
        var version = Current(product.Dataset) ?? throw new CommandException(session.Texts.NoData(product.Dataset));
        var job = TrainJobCompiler.Compile(product, dataset, model, version);
        var outcome = await Steps.RunAsync(
            session,
            session.Texts.Training(model),
            progress => new ModelTrainer(launcher, sandboxFolder, data, session.Time).RunAsync(job, BoxLimits.OneShot, progress, cancellation));
        return outcome is { Ok: true, Card: { } card } ? card : throw new CommandException(session.Texts.TrainFailed(model, outcome.Error));
    }
}
