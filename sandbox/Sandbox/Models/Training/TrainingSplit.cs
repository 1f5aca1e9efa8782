using Sandbox.Features;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Sandbox.Models.Training;

/// <summary>The people to train on and the people held out, each in the order of their ids, so that the same data gives the same model.</summary>
internal sealed record TrainingSplit(TrainingSet Train, TrainingSet HeldOut)
{
    /// <summary>Reads features from the store and labels from the rows of the pinned version.</summary>
    /// <exception cref="TrainingException">The data version lacks something that the job names.</exception>
    public static TrainingSplit Read(TrainJob job)
    {
        var version = DataLayout.Version(job.DataPath, job.Dataset.Dataset, job.DataVersion);
        var label = job.Dataset.Label ?? throw new TrainingException("The dataset declares no label to train on.");
        var features = Path.Combine(version, DataLayout.FeaturesFile);
        if (!File.Exists(features)) throw new TrainingException("The data folder does not hold this data version, or it has no features.");
        using var store = FeatureStore.Open(features);
        var columns = Columns(store, [.. job.Features, .. job.ConsumerFeatures]);
        var (train, heldOut) = (new Builder(columns), new Builder(columns));
        var labels = Path.Combine(version, DataLayout.LabelsFile);
        foreach (var (subject, defaulted) in LabelReader.Read(File.Exists(labels) ? labels : Path.Combine(version, DataLayout.RowsFile), job.Dataset.SubjectColumn, label))
            (SubjectSplit.IsHeldOut(subject) ? heldOut : train).Add(store, subject, defaulted);
        return new TrainingSplit(train.Build(), heldOut.Build());
    }

    private static int[] Columns(FeatureStore store, IReadOnlyList<string> names)
    {
        if (names.Count == 0) throw new TrainingException("The model has no features.");
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count) throw new TrainingException("The model names a feature twice.");
        var held = store.FeatureNames.ToList();
        return [.. names.Select(name => held.IndexOf(name) is >= 0 and var index
            ? index
            : throw new TrainingException($"The data version has no feature '{name}'."))];
    }

    private sealed class Builder(int[] columns)
    {
        private readonly List<float> _raw = [];
        private readonly List<bool> _labels = [];
        private float[] _stored = [];

        public void Add(FeatureStore store, Protocol.SubjectId subject, bool label)
        {
            if (_stored.Length == 0) _stored = new float[store.FeatureNames.Count];
            if (!store.TryGet(subject, _stored)) throw new TrainingException("A subject of the rows is not in the feature store.");
            foreach (var column in columns) _raw.Add(_stored[column]);
            _labels.Add(label);
        }

        public TrainingSet Build() => new(columns.Length, [.. _raw], [.. _labels]);
    }
}
