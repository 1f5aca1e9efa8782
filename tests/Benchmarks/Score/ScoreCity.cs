using System.Security.Cryptography;
using System.Text.Json;
using Sandbox.Features;
using Sandbox.Models;
using Sandbox.Models.Training;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Models;

namespace Benchmarks.Score;

/// <summary>A data folder with 1,000,000 people × 24 features, and a LightGBM model trained on a sample of them with the product's own settings.</summary>
internal sealed class ScoreCity : IDisposable
{
    public const int People = 1_000_000;
    public const int Features = 24;
    private const int Sample = 20_000;
    public const int Groups = 8;
    public const string Dataset = "benchmark";
    private const string Version = "00000000000000000000000000000001";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("score-");

    public ScoreCity()
    {
        var path = Directory.CreateDirectory(DataLayout.Version(Data, Dataset, Version)).FullName;
        StorePath = Path.Combine(path, DataLayout.FeaturesFile);
        WriteStore();
        (ModelFile, Model) = TrainModel();
        PutInForce();
    }

    public string Data => _folder.FullName;

    public string StorePath { get; }

    public byte[] ModelFile { get; }

    /// <summary>The model file's hash.</summary>
    public string Model { get; }

    public static string Subject(int index) => $"4101{index:D14}";

    /// <summary>A request for 1,000 people who are spread over the city; another round, other people.</summary>
    public ScoreJob Request(int round) => new(
        Dataset, Dataset, Version, Model, 1, 3, UnknownSubjects.Refuse,
        [.. Enumerable.Range(0, 1000).Select(i => Subject((int)(((round * 1000L) + i) * 7_919 % People)))],
        new Dictionary<string, IReadOnlyList<double?>>(StringComparer.Ordinal));

    public void Dispose() => _folder.Delete(recursive: true);

    // Deterministic, roughly normal.
    private static float Value(int person, int feature)
    {
        var sum = 0.0;
        for (var i = 0; i < 4; i++) sum += Mix(((ulong)(uint)person * 4096) + ((ulong)(uint)feature * 16) + (ulong)(uint)i);
        return (float)((sum - 2) * 1.7);
    }

    private static double Mix(ulong x)
    {
        unchecked
        {
            x = (x + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return ((x ^ (x >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }

    private static float[] Row(int person) => [.. Enumerable.Range(0, Features).Select(f => Value(person, f))];

    /// <summary>What a gateway looks for: which version, and which model answers.</summary>
    private void PutInForce()
    {
        File.WriteAllText(DataLayout.Current(Data, Dataset), Version);
        var registry = new ModelRegistry([new RegisteredModel(Dataset, "trees", Model, TimeProvider.System.GetUtcNow())]);
        File.WriteAllBytes(DataLayout.Registry(Data), JsonSerializer.SerializeToUtf8Bytes(registry, ProtocolJson.Default.ModelRegistry));
    }

    private void WriteStore()
    {
        var keys = new UInt128[People];
        for (var i = 0; i < People; i++) keys[i] = SubjectKey.Of(Subject(i));
        var order = Enumerable.Range(0, People).ToArray();
        Array.Sort(keys, order);
        using var writer = new FeatureStoreWriter(StorePath, [.. Enumerable.Range(0, Features).Select(f => $"f{f}")], People);
        var row = new float[Features];
        for (var i = 0; i < People; i++)
        {
            for (var f = 0; f < Features; f++) row[f] = Value(order[i], f);
            writer.Append(keys[i], row);
        }
        writer.Complete();
    }

    private (byte[] File, string Sha256) TrainModel()
    {
        var rows = Enumerable.Range(0, Sample).Select(Row).ToArray();
        bool[] labels = [.. rows.Select((r, i) =>
            Mix(~(ulong)(uint)i) < 1 / (1 + Math.Exp(1.5 - r[0] + r[1] - (r[2] * r[3]) - r.Skip(4).Select((v, f) => v / (f + 4.0)).Sum())))];
        var set = new TrainingSet(Features, [.. rows.SelectMany(r => r)], labels);
        EncodedSlot[] slots = [.. Enumerable.Range(0, Features).Select(f => new EncodedSlot(SlotKind.Value, f))];
        var trained = MlNetTrainer.Train(ModelAlgorithm.LightGbm, set, new FeatureEncoding(slots), 1);
        var signature = new ModelSignature(
            Dataset, Dataset, ModelAlgorithm.LightGbm, Dataset,
            [.. Enumerable.Range(0, Features).Select(f => new SignatureFeature($"f{f}", $"group-{f % Groups}", FromConsumer: false))], slots);
        var file = Sandbox.Models.ModelFile.Pack(trained.MlNet, signature);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        var folder = Directory.CreateDirectory(DataLayout.Model(Data, sha256)).FullName;
        File.WriteAllBytes(Path.Combine(folder, DataLayout.ModelFile), file);
        return (file, sha256);
    }
}
