using System.Security.Cryptography;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Sandbox.Box;

/// <summary>Registers a staged model: its file under its own hash, and the pin that makes it the one that a product is scored with.</summary>
public sealed class ModelPublisher(string data, TimeProvider time)
{
    private readonly string _data = Path.GetFullPath(data);

    /// <summary>Publishes what the box staged for <paramref name="job"/>.</summary>
    /// <param name="staging">The staging folder on this machine.</param>
    /// <param name="job">What the box was asked to do.</param>
    /// <param name="cancellation">Gives up waiting for another publisher. Once publishing has begun it is not interrupted.</param>
    /// <returns>The card, checked: its hash is the file's.</returns>
    /// <exception cref="PublishRefusedException">The box staged something else; nothing changed.</exception>
    public async Task<ModelCard> PublishAsync(string staging, TrainJob job, CancellationToken cancellation)
    {
        using var held = await PublishLock.TakeAsync(_data, time, cancellation);

        // A crash up to here leaves a staging folder, which is swept.
        StagedFiles.Seal(staging, [DataLayout.ModelFile, DataLayout.CardFile]);
        var card = Check(staging, job);

        // The same file again (training repeats itself to the bit) is already there, with its card. A crash after the rename leaves a
        // model that nothing pins and that is never opened.
        var model = DataLayout.Model(_data, card.Sha256);
        var models = Path.GetDirectoryName(model)!;
        DurableFiles.CreateFolder(models);
        if (!Directory.Exists(model))
        {
            Directory.Move(staging, model);
            DurableFiles.SyncFolder(models);
        }

        // From this rename on the product is scored with it.
        var pin = new RegisteredModel(job.Product, job.Model, card.Sha256, time.GetUtcNow());
        var others = Registry().Models.Where(m =>
            !string.Equals(m.Product, pin.Product, StringComparison.Ordinal) || !string.Equals(m.Model, pin.Model, StringComparison.Ordinal));
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        DurableFiles.Replace(
            DataLayout.Registry(_data),
            JsonSerializer.SerializeToUtf8Bytes(new ModelRegistry([.. others, pin]), ProtocolJson.Default.ModelRegistry),
            readable);
        return card;
    }

    /// <summary>All pins in force.</summary>
    public ModelRegistry Registry()
    {
        var path = DataLayout.Registry(_data);
        return File.Exists(path)
            ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ProtocolJson.Default.ModelRegistry) ?? new ModelRegistry([])
            : new ModelRegistry([]);
    }

    private static ModelCard Check(string staging, TrainJob job)
    {
        var card = StagedFiles.Read(staging, DataLayout.CardFile, ProtocolJson.Default.ModelCard);
        using var file = File.OpenRead(Path.Combine(staging, DataLayout.ModelFile));
        if (!string.Equals(card.Sha256, Convert.ToHexStringLower(SHA256.HashData(file)), StringComparison.Ordinal))
        {
            throw new PublishRefusedException("the card's hash is not the model file's.");
        }
        var same = string.Equals(card.Product, job.Product, StringComparison.Ordinal)
            && string.Equals(card.Model, job.Model, StringComparison.Ordinal)
            && card.Algorithm == job.Algorithm
            && string.Equals(card.Dataset, job.Dataset.Dataset, StringComparison.Ordinal)
            && string.Equals(card.DataVersion, job.DataVersion, StringComparison.Ordinal)
            && card.Seed == job.Seed
            && card.Features.Select(f => f.Name).SequenceEqual(job.Features.Concat(job.ConsumerFeatures), StringComparer.Ordinal);
        return same ? card : throw new PublishRefusedException("the card is of another job.");
    }
}
