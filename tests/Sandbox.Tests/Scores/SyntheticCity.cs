using DuckDB.NET.Data;
using Sandbox.Features;
using Sandbox.Models.Training;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;
using Sandbox.Tests.Scores;

[assembly: AssemblyFixture(typeof(SyntheticCity))]

namespace Sandbox.Tests.Scores;

/// <summary>
/// A data folder as a worker sees it: people (6,000 in the one that tests share) whose log-odds of default are known, one data version, a donor key, and both kinds of model.
/// </summary>
public sealed class SyntheticCity : IDisposable
{
    public const string Dataset = "synthetic";
    public const string Product = "synthetic-credit";
    public const string Version = "00112233445566778899aabbccddeeff";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("city-");
    private readonly Dictionary<string, float[]> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _labels = new(StringComparer.Ordinal);

    public SyntheticCity()
        : this(6_000)
    {
    }

    internal SyntheticCity(int people)
    {
        var noise = new SyntheticNoise(7);
        for (var i = 0; i < people; i++) AddPerson($"P{i}", noise);
        WriteVersion(Version);
        File.WriteAllBytes(DataLayout.DonorKey(Data, Dataset), [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        Trees = Publish(Job(ModelAlgorithm.LightGbm));
        Logistic = Publish(Job(ModelAlgorithm.Logistic));
    }

    public static DatasetSpec Spec { get; } = new(
        Dataset, "id", 1, [new ColumnSpec("defaulted", ColumnType.Integer)],
        [
            new FeatureSpec("arrears", "arrears", FeatureTake.Value, "payments"),
            new FeatureSpec("deposits", "deposits", FeatureTake.Value, "savings"),
            new FeatureSpec("district", "district", FeatureTake.Category, "residence"),
            new FeatureSpec("noise", "noise", FeatureTake.Value, "other"),
            new FeatureSpec("income", "income", FeatureTake.Value, "income"),
        ],
        "defaulted");

    /// <summary>The groups that reasons are told by.</summary>
    internal static List<string> Groups { get; } = [.. Spec.Features.Select(f => f.Group).Distinct(StringComparer.Ordinal)];

    public string Data => _folder.FullName;

    /// <summary>The cards of the two models.</summary>
    public ModelCard Trees { get; }

    public ModelCard Logistic { get; }

    /// <summary>The log-odds that a person's label was drawn with: no model can do better.</summary>
    internal Dictionary<string, double> TrueLogOdds { get; } = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, float[]> Rows => _rows;

    internal IReadOnlyDictionary<string, bool> Labels => _labels;

    public TrainJob Job(ModelAlgorithm algorithm) => new(
        Product, algorithm.ToString(), algorithm, Spec, Version, ["arrears", "deposits", "district", "noise"], ["income"], 11, Data, "");

    /// <summary>Writes the same people as another version, unless it is there.</summary>
    public void WriteVersion(string version)
    {
        var folder = DataLayout.Version(Data, Dataset, version);
        if (Directory.Exists(folder)) return;
        Directory.CreateDirectory(folder);
        using (var writer = new FeatureStoreWriter(
            Path.Combine(folder, DataLayout.FeaturesFile), [.. Spec.Features.Select(f => f.Name)], _rows.Count))
        {
            foreach (var (key, row) in _rows.Select(r => (SubjectKey.Of(r.Key), r.Value)).OrderBy(r => r.Item1)) writer.Append(key, row);
            writer.Complete();
        }
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        var values = string.Join(',', _labels.Select(l => $"('{l.Key}', {(l.Value ? 1 : 0)})"));
        command.CommandText =
            $"COPY (SELECT * FROM (VALUES {values}) AS t(id, defaulted)) TO '{Path.Combine(folder, DataLayout.RowsFile)}' (FORMAT parquet)";
        command.ExecuteNonQuery();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void AddPerson(string id, SyntheticNoise noise)
    {
        var (arrears, deposits, district) = (noise.Normal(), 1000 * Math.Exp(noise.Normal() / 2), Math.Floor(noise.Uniform() * 4));
        var (other, income, hasIncome) = (noise.Normal(), 8000 + (2000 * noise.Normal()), noise.Uniform() < 0.9);
        var logOdds = -1.2 + (1.3 * arrears) - (0.6 * (deposits - 1000) / 500) + (district == 2 ? 1 : 0) - (hasIncome ? (income - 8000) / 2500 : -0.8);
        _rows[id] = [(float)arrears, (float)deposits, (float)district, (float)other, hasIncome ? (float)income : float.NaN];
        TrueLogOdds[id] = logOdds;
        _labels[id] = noise.Uniform() < 1 / (1 + Math.Exp(-logOdds));
    }

    private ModelCard Publish(TrainJob job)
    {
        var (file, card) = ModelTrainer.Train(job, DateTimeOffset.UnixEpoch);
        var folder = Directory.CreateDirectory(DataLayout.Model(Data, card.Sha256)).FullName;
        File.WriteAllBytes(Path.Combine(folder, DataLayout.ModelFile), file);
        return card;
    }
}
