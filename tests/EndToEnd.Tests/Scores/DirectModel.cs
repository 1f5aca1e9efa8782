using EndToEnd.Tests.Cities;
using Microsoft.ML;
using Microsoft.ML.Data;
using Sandbox.Features;
using Sandbox.Models;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace EndToEnd.Tests.Scores;

/// <summary>The registered model, called by ML.NET's own <c>Transform</c> in this process, on the published features.</summary>
internal static class DirectModel
{
    public static IReadOnlyList<int> Scores(City city, IReadOnlyList<string> people)
    {
        var packed = File.ReadAllBytes(Path.Combine(DataLayout.Model(city.Data, city.Card.Sha256), DataLayout.ModelFile));
        var signature = ModelFile.ReadSignature(packed);
        var encoding = new FeatureEncoding(signature.Slots);
        var context = new MLContext(seed: 0);
        var model = context.Model.Load(new MemoryStream(packed), out _);

        using var store = FeatureStore.Open(Path.Combine(
            DataLayout.Version(city.Data, city.Card.Dataset, city.Card.DataVersion), DataLayout.FeaturesFile));
        var rows = people.Select(person => new Row { Features = Encoded(store, signature, encoding, person) });
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, encoding.Length);
        var scored = model.Transform(context.Data.LoadFromEnumerable(rows, schema));
        return [.. scored.GetColumn<float>("Probability").Select(p => ScoreScale.Score(Math.Log(p / (1 - (double)p)), precision: 1))];
    }

    private static float[] Encoded(FeatureStore store, ModelSignature signature, FeatureEncoding encoding, string person)
    {
        var stored = new float[store.FeatureNames.Count];
        store.TryGet(person, stored).ShouldBeTrue();
        var names = store.FeatureNames.ToList();
        var raw = signature.Features.Select(f => stored[names.IndexOf(f.Name)]).ToArray();
        var encoded = new float[encoding.Length];
        encoding.Encode(raw, encoded);
        return encoded;
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
