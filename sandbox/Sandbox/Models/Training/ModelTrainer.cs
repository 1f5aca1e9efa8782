using System.Security.Cryptography;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Sandbox.Models.Training;

/// <summary>A train job from its data to a model file and its card.</summary>
internal static class ModelTrainer
{
    /// <summary>Trains and judges.</summary>
    /// <exception cref="TrainingException">The job cannot be done.</exception>
    public static (byte[] File, ModelCard Card) Train(TrainJob job, DateTimeOffset now)
    {
        FeatureSpec[] specs = [.. job.Features.Concat(job.ConsumerFeatures).Select(name => SpecOf(job, name))];
        var (train, heldOut) = TrainingSplit.Read(job);
        MustHaveBothClasses(train);
        MustHaveBothClasses(heldOut);
        FeatureStatistics[] statistics = [.. Enumerable.Range(0, specs.Length).Select(f => FeatureStatistics.Of(train, f))];
        var slots = EncodingDesign.Slots(job.Algorithm, train, specs, statistics);
        var encoding = new FeatureEncoding(slots);
        var trained = MlNetTrainer.Train(job.Algorithm, train, encoding, job.Seed);
        SignatureFeature[] features = [.. specs.Select((s, f) => new SignatureFeature(s.Name, s.Group, f >= job.Features.Count))];
        var file = ModelFile.Pack(
            trained.MlNet, new ModelSignature(job.Product, job.Model, job.Algorithm, job.Dataset.Dataset, features, slots));
        var evaluation = Evaluation.Of(Predict(trained.Scorer, encoding, heldOut), heldOut.Labels);
        var importance = Importance.Of(trained.Scorer, encoding, slots, train);
        return (file, new ModelCard(
            job.Product, job.Model, job.Algorithm, Convert.ToHexStringLower(SHA256.HashData(file)), job.Dataset.Dataset, job.DataVersion, job.Seed,
            [.. features.Select((f, i) => new CardFeature(
                f.Name, f.Group, f.FromConsumer, importance[i], statistics[i].Mean, statistics[i].Deviation))],
            train.Count, heldOut.Count, evaluation.Auc, evaluation.Ks, evaluation.Calibration, evaluation.PsiBaseline, now));
    }

    private static FeatureSpec SpecOf(TrainJob job, string name) =>
        job.Dataset.Features.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal))
        ?? throw new TrainingException($"The dataset declares no feature '{name}'.");

    private static void MustHaveBothClasses(TrainingSet set)
    {
        if (!set.Labels.Contains(true) || !set.Labels.Contains(false))
            throw new TrainingException("There must be people with and without the label, among those trained on and those held out.");
    }

    private static double[] Predict(IScorer scorer, FeatureEncoding encoding, TrainingSet set)
    {
        var (encoded, logOdds) = (new float[encoding.Length], new double[set.Count]);
        for (var i = 0; i < logOdds.Length; i++)
        {
            encoding.Encode(set.Row(i), encoded);
            logOdds[i] = scorer.LogOdds(encoded);
        }
        return logOdds;
    }
}
