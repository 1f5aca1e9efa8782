using System.Security.Cryptography;
using System.Text.Json;
using Policies;
using Policies.Products;
using Sandbox.Features;
using Sandbox.Models;
using Sandbox.Models.Training;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Models;
using Testing.Processes;
using Testing.Seeds;

namespace Benchmarks.Encrypted;

/// <summary>A data folder of 20,000 made-up people with credit-default's features, and the product's models trained on them with its own settings.</summary>
internal static class EncryptedCity
{
    private const int People = 20_000;
    private const int Sample = 4_000;
    private const string Product = "credit-default";
    private const string Version = "00000000000000000000000000000001";

    public static string Subject(int index) => $"{index + 1}";

    public static void Publish(string data)
    {
        var policies = PolicyFolder.Load(Path.Combine(Repository.Root, "policies")).Policies!;
        var (product, spec) = (policies.Products[Product], policies.Datasets[Product].Spec);
        string[] names = [.. spec.Features.Select(f => f.Name)];
        var bounds = FeatureBounds.Of(policies.Datasets[Product], names)!;
        var rows = Rows(bounds);
        WriteStore(data, names, rows);
        var pins = product.Models.Select(m => new RegisteredModel(
            Product, m.Name, Train(data, m.Name, m.Algorithm, [.. m.Features.Select(f => (f, false)), .. m.ConsumerFeatures.Select(f => (f, true))], bounds, rows),
            TimeProvider.System.GetUtcNow()));
        File.WriteAllBytes(DataLayout.Registry(data), JsonSerializer.SerializeToUtf8Bytes(new ModelRegistry([.. pins]), ProtocolJson.Default.ModelRegistry));
    }

    /// <summary>Evenly spread between the declared bounds.</summary>
    private static float[][] Rows(IReadOnlyList<EncryptedFeature> bounds)
    {
        var random = new Seeded(1);
        return [.. Enumerable.Range(0, People).Select(_ => bounds.Select(b => (float)(b.Lower + random.Next((int)(b.Upper - b.Lower) + 1))).ToArray())];
    }

    private static void WriteStore(string data, string[] names, float[][] rows)
    {
        var folder = Directory.CreateDirectory(DataLayout.Version(data, Product, Version)).FullName;
        File.WriteAllText(DataLayout.Current(data, Product), Version);
        using var writer = new FeatureStoreWriter(Path.Combine(folder, DataLayout.FeaturesFile), names, People);
        foreach (var (key, row) in rows.Select((r, i) => (SubjectKey.Of(Subject(i)), r)).OrderBy(r => r.Item1)) writer.Append(key, row);
        writer.Complete();
    }

    private static string Train(string data, string name, ModelAlgorithm algorithm, (string Name, bool FromConsumer)[] features, IReadOnlyList<EncryptedFeature> bounds, float[][] rows)
    {
        string[] names = [.. bounds.Select(b => b.Name)];
        int[] columns = [.. features.Select(f => Array.IndexOf(names, f.Name))];
        float[][] sample = [.. rows.Take(Sample).Select(r => columns.Select(c => r[c]).ToArray())];
        EncodedSlot[] slots = [.. columns.Select((c, i) => Standardised(i, bounds[c]))];
        bool[] labels = [.. sample.Select(r => slots.Select((s, i) => (r[i] - s.Offset) * s.Scale * (i % 2 == 0 ? 1 : -1)).Sum() > 0)];
        var trained = MlNetTrainer.Train(algorithm, new TrainingSet(features.Length, [.. sample.SelectMany(r => r)], labels), new FeatureEncoding(slots), 1);
        var signature = new ModelSignature(
            Product, name, algorithm, Product, [.. features.Select(f => new SignatureFeature(f.Name, f.Name, f.FromConsumer))], slots);
        var file = ModelFile.Pack(trained.MlNet, signature);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        var folder = Directory.CreateDirectory(DataLayout.Model(data, sha256)).FullName;
        File.WriteAllBytes(Path.Combine(folder, DataLayout.ModelFile), file);
        return sha256;
    }

    /// <summary>To mean 0 and variance 1, of values that are evenly spread.</summary>
    private static EncodedSlot Standardised(int feature, EncryptedFeature bounds)
    {
        var middle = (float)((bounds.Lower + bounds.Upper) / 2);
        return new EncodedSlot(SlotKind.Value, feature, middle, (float)(Math.Sqrt(12) / (bounds.Upper - bounds.Lower)), middle);
    }
}
