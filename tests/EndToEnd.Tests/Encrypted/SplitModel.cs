using System.Text.Json;
using EndToEnd.Tests.Cities;
using Microsoft.ML;
using Microsoft.ML.Data;
using Sandbox.Features;
using Sandbox.Models;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace EndToEnd.Tests.Encrypted;

/// <summary>
/// The logistic model whose features are split between city and bank, called by ML.NET's own <c>Transform</c>: once on everything, and once with the bank's
/// features at their means, which is the city's part. Only that part is rounded.
/// </summary>
internal static class SplitModel
{
    public static IReadOnlyList<double> Points(City city, BankFile people, int precision)
    {
        var registry = JsonSerializer.Deserialize(File.ReadAllBytes(DataLayout.Registry(city.Data)), ProtocolJson.Default.ModelRegistry)!;
        var sha256 = registry.Find("credit-default", "credit-default-split")!.Sha256;
        var packed = File.ReadAllBytes(Path.Combine(DataLayout.Model(city.Data, sha256), DataLayout.ModelFile));
        var signature = ModelFile.ReadSignature(packed);
        using var store = FeatureStore.Open(Path.Combine(
            DataLayout.Version(city.Data, city.Card.Dataset, city.Card.DataVersion), DataLayout.FeaturesFile));

        var whole = Transform(packed, signature, people.People.Select((p, i) => Raw(store, signature, p, people.Rows[i])));
        var cityPart = Transform(packed, signature, people.People.Select(p => Raw(store, signature, p, null)));
        return [.. whole.Zip(cityPart, (w, c) => ScoreScale.Score(c, precision) + ScoreScale.Points(w) - ScoreScale.Points(c))];
    }

    private static float[] Raw(FeatureStore store, ModelSignature signature, string person, double[]? bank)
    {
        var stored = new float[store.FeatureNames.Count];
        store.TryGet(person, stored).ShouldBeTrue();
        var names = store.FeatureNames.ToList();
        return [.. signature.Features.Select(f => !f.FromConsumer ? stored[names.IndexOf(f.Name)]
            : bank is null ? float.NaN : (float)bank[Array.IndexOf(BankFile.Features, f.Name)])];
    }

    private static double[] Transform(byte[] packed, ModelSignature signature, IEnumerable<float[]> people)
    {
        var encoding = new FeatureEncoding(signature.Slots);
        var context = new MLContext(seed: 0);
        var model = context.Model.Load(new MemoryStream(packed), out _);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, encoding.Length);
        var rows = people.Select(raw =>
        {
            var encoded = new float[encoding.Length];
            encoding.Encode(raw, encoded);
            return new Row { Features = encoded };
        });
        return [.. model.Transform(context.Data.LoadFromEnumerable(rows, schema)).GetColumn<float>("Probability").Select(p => Math.Log(p / (1 - (double)p)))];
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
