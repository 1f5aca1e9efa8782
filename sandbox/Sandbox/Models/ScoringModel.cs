using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;

namespace Sandbox.Models;

/// <summary>A model ready to score. ML.NET reads the file; what it holds is then laid out for speed (<see cref="IScorer"/>).</summary>
internal sealed class ScoringModel
{
    /// <summary>The input column of ML.NET's model: the encoded vector.</summary>
    public const string InputColumn = "Features";

    private ScoringModel(ModelSignature signature, IScorer scorer)
    {
        Signature = signature;
        Scorer = scorer;
        Encoding = new FeatureEncoding(signature.Slots);
        Reasons = new ReasonGroups(signature);
        ConsumerFeatures = [.. signature.Features.Where(f => f.FromConsumer).Select(f => f.Name)];
        GovernmentFeatures = [.. signature.Features.Where(f => !f.FromConsumer).Select(f => f.Name)];
    }

    public ModelSignature Signature { get; }

    public IScorer Scorer { get; }

    public FeatureEncoding Encoding { get; }

    public ReasonGroups Reasons { get; }

    /// <summary>The government's features, first in the raw row.</summary>
    public IReadOnlyList<string> GovernmentFeatures { get; }

    /// <summary>The consumer's features, last in the raw row.</summary>
    public IReadOnlyList<string> ConsumerFeatures { get; }

    /// <summary>Reads a model file whose hash was checked.</summary>
    /// <exception cref="InvalidDataException">The file holds another kind of model.</exception>
    public static ScoringModel Load(byte[] packed)
    {
        var signature = ModelFile.ReadSignature(packed);
        return new ScoringModel(signature, ScorerOf(new MLContext(seed: 0).Model.Load(new MemoryStream(packed), out _)));
    }

    /// <summary>The arithmetic of a trained ML.NET model.</summary>
    public static IScorer ScorerOf(ITransformer transformer)
    {
        var predictor = transformer is TransformerChain<ITransformer> chain ? chain.LastTransformer : transformer;
        return predictor is ISingleFeaturePredictionTransformer<object> { Model: var model } ? ScorerOf(model) : throw Unknown();
    }

    private static IScorer ScorerOf(object model) => model switch
    {
        CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator> m => new TreeScorer(m.SubModel.TrainedTreeEnsemble, m.Calibrator),
        CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> m => new LinearScorer(m.SubModel, m.Calibrator),
        _ => throw Unknown(),
    };

    private static InvalidDataException Unknown() => new("The model file holds another kind of model.");
}
