using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;
using Sandbox.Protocol.Models;

namespace Sandbox.Models.Training;

/// <summary>Trains by ML.NET. One thread and a seed: the same data, job and machine give the same model, to the byte.</summary>
internal static class MlNetTrainer
{
    /// <summary>Trains on encoded people.</summary>
    public static TrainedModel Train(ModelAlgorithm algorithm, TrainingSet train, FeatureEncoding encoding, ulong seed)
    {
        var context = new MLContext(seed: SeedOf(seed));
        var schema = SchemaDefinition.Create(typeof(EncodedPerson));
        schema[nameof(EncodedPerson.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, encoding.Length);
        var people = Enumerable.Range(0, train.Count).Select(i => new EncodedPerson(Encode(encoding, train.Row(i)), train.Labels[i])).ToList();
        var data = context.Data.LoadFromEnumerable(people, schema);
        ITransformer model = algorithm switch
        {
            ModelAlgorithm.LightGbm => context.BinaryClassification.Trainers.LightGbm(Trees(seed)).Fit(data),
            ModelAlgorithm.Logistic => context.BinaryClassification.Trainers.LbfgsLogisticRegression(Linear()).Fit(data),
            _ => throw new TrainingException("This build does not train that algorithm."),
        };
        using var file = new MemoryStream();
        context.Model.Save(model, data.Schema, file);
        return new TrainedModel(file.ToArray(), ScoringModel.ScorerOf(model));
    }

    // Few, shallow trees with a slow learning rate: as accurate on the held-out people as many deep ones, and faster to score.
    private static LightGbmBinaryTrainer.Options Trees(ulong seed) => new()
    {
        FeatureColumnName = ScoringModel.InputColumn,
        NumberOfIterations = 150,
        LearningRate = 0.06,
        NumberOfLeaves = 15,
        MinimumExampleCountPerLeaf = 50,
        MaximumBinCountPerFeature = 255,
        HandleMissingValue = false,
        UseCategoricalSplit = false,
        NumberOfThreads = 1,
        Seed = SeedOf(seed),
        Booster = new GradientBooster.Options { FeatureFraction = 0.7, SubsampleFraction = 0.8, SubsampleFrequency = 1, L2Regularization = 1 },
    };

    private static LbfgsLogisticRegressionBinaryTrainer.Options Linear() => new()
    {
        FeatureColumnName = ScoringModel.InputColumn,
        L1Regularization = 0,
        L2Regularization = 1,
        OptimizationTolerance = 1e-7f,
        NumberOfThreads = 1,
        EnforceNonNegativity = false,
    };

    private static float[] Encode(FeatureEncoding encoding, ReadOnlySpan<float> raw)
    {
        var encoded = new float[encoding.Length];
        encoding.Encode(raw, encoded);
        return encoded;
    }

    // ML.NET takes 31 bits.
    private static int SeedOf(ulong seed) => (int)(seed & int.MaxValue);

    private sealed record EncodedPerson(float[] Features, bool Label);
}
