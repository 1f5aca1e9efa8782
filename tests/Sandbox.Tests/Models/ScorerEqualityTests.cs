using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;
using Sandbox.Models;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;
using Sandbox.Tests.Scores;

namespace Sandbox.Tests.Models;

/// <summary>The fast path against ML.NET's own: the same file, the same people, some of them with every feature missing.</summary>
public class ScorerEqualityTests(SyntheticCity city)
{
    [Theory]
    [InlineData(ModelAlgorithm.LightGbm)]
    [InlineData(ModelAlgorithm.Logistic)]
    public void FastPath_AgainstTransform_GivesTheSameScoresAndContributions(ModelAlgorithm algorithm)
    {
        var card = algorithm == ModelAlgorithm.LightGbm ? city.Trees : city.Logistic;
        var file = File.ReadAllBytes(Path.Combine(DataLayout.Model(city.Data, card.Sha256), DataLayout.ModelFile));
        var model = ScoringModel.Load(file);
        float[][] people = [.. city.Rows.Values.Take(1000).Append([float.NaN, float.NaN, float.NaN, float.NaN, float.NaN])
            .Append([1e6f, -1e6f, 99, -1e6f, 1e6f]).Select(row => Encode(model, row))];
        var theirs = Transform(file, people);
        var contributions = new double[model.Encoding.Length];
        for (var i = 0; i < people.Length; i++)
        {
            var logOdds = model.Scorer.LogOdds(people[i], contributions);
            model.Scorer.LogOdds(people[i]).ShouldBe(logOdds, 1e-9 * (1 + Math.Abs(logOdds)));
            (1 / (1 + Math.Exp(-logOdds))).ShouldBe(theirs[i].Probability, 2e-6);
            var scale = contributions.Max(Math.Abs) / theirs[i].FeatureContributions.Max(c => (double)Math.Abs(c));
            for (var s = 0; s < contributions.Length; s++)
                contributions[s].ShouldBe(scale * theirs[i].FeatureContributions[s], 1e-4 * contributions.Max(Math.Abs));
        }
    }

    private static float[] Encode(ScoringModel model, float[] raw)
    {
        var encoded = new float[model.Encoding.Length];
        model.Encoding.Encode(raw, encoded);
        return encoded;
    }

    private static Prediction[] Transform(byte[] file, float[][] people)
    {
        var context = new MLContext(seed: 1);
        var loaded = context.Model.Load(new MemoryStream(file), out _);
        var schema = SchemaDefinition.Create(typeof(Person));
        schema[nameof(Person.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, people[0].Length);
        var scored = loaded.Transform(context.Data.LoadFromEnumerable(people.Select(p => new Person(p)).ToList(), schema));
        var explained = Explain(context, loaded, people[0].Length).Fit(scored).Transform(scored);
        return [.. context.Data.CreateEnumerable<Prediction>(explained, reuseRowObject: false)];
    }

    private static FeatureContributionCalculatingEstimator Explain(MLContext context, ITransformer loaded, int slots) => loaded switch
    {
        ISingleFeaturePredictionTransformer<CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>> trees =>
            context.Transforms.CalculateFeatureContribution(trees, slots, slots, normalize: false),
        ISingleFeaturePredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> linear =>
            context.Transforms.CalculateFeatureContribution(linear, slots, slots, normalize: false),
        TransformerChain<ITransformer> chain => Explain(context, chain.LastTransformer, slots),
        _ => throw new InvalidOperationException($"Unexpected {loaded.GetType()}."),
    };

    private sealed record Person(float[] Features);

    private sealed class Prediction
    {
        public float Probability { get; set; }

        public float[] FeatureContributions { get; set; } = [];
    }
}
