using System.Security.Cryptography;
using System.Text.Json;
using Policies;
using Sandbox.Features;
using Sandbox.Models;
using Sandbox.Models.Training;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
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
        var rows = Rows(names.Length);
        WriteStore(data, names, rows);
        var pins = product.Models.Select(m => new RegisteredModel(
            Product, m.Name, Train(data, m.Name, m.Algorithm, [.. m.Features.Select(f => (f, false)), .. m.ConsumerFeatures.Select(f => (f, true))], names, rows),
            TimeProvider.System.GetUtcNow()));
        File.WriteAllBytes(DataLayout.Registry(data), JsonSerializer.SerializeToUtf8Bytes(new ModelRegistry([.. pins]), ProtocolJson.Default.ModelRegistry));
    }

    private static float[][] Rows(int width)
    {
        var random = new Seeded(1);
        return [.. Enumerable.Range(0, People).Select(_ => Enumerable.Range(0, width).Select(_ => (float)random.Next(10_000)).ToArray())];
    }

    private static void WriteStore(string data, string[] names, float[][] rows)
    {
        var folder = Directory.CreateDirectory(DataLayout.Version(data, Product, Version)).FullName;
        File.WriteAllText(DataLayout.Current(data, Product), Version);
        using var writer = new FeatureStoreWriter(Path.Combine(folder, DataLayout.FeaturesFile), names, People);
        foreach (var (key, row) in rows.Select((r, i) => (SubjectKey.Of(Subject(i)), r)).OrderBy(r => r.Item1)) writer.Append(key, row);
        writer.Complete();
    }

    private static string Train(string data, string name, ModelAlgorithm algorithm, (string Name, bool FromConsumer)[] features, string[] names, float[][] rows)
    {
        int[] columns = [.. features.Select(f => Array.IndexOf(names, f.Name))];
        float[][] sample = [.. rows.Take(Sample).Select(r => columns.Select(c => r[c]).ToArray())];
        bool[] labels = [.. sample.Select(r => r.Select((v, i) => (v - 5000) * (i % 2 == 0 ? 1 : -1)).Sum() > 0)];
        EncodedSlot[] slots = [.. features.Select((_, i) => new EncodedSlot(SlotKind.Value, i, 5000, 1 / 2900f, 5000))];
        var trained = MlNetTrainer.Train(algorithm, new TrainingSet(features.Length, [.. sample.SelectMany(r => r)], labels), new FeatureEncoding(slots), 1);
        var signature = new ModelSignature(
            Product, name, algorithm, Product, [.. features.Select(f => new SignatureFeature(f.Name, f.Name, f.FromConsumer))], slots);
        var file = ModelFile.Pack(trained.MlNet, signature);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        var folder = Directory.CreateDirectory(DataLayout.Model(data, sha256)).FullName;
        File.WriteAllBytes(Path.Combine(folder, DataLayout.ModelFile), file);
        return sha256;
    }
}
