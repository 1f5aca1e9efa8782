using Sandbox.Features;
using Sandbox.Models;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Models;

namespace Sandbox.Scores;

/// <summary>
/// Scores one job's subjects, one after the other, each by the same steps: find (or find the donor), copy, encode, score, reasons, write.
/// </summary>
internal sealed class BatchScorer
{
    private readonly ScoreJob _job;
    private readonly ScoringModel _model;
    private readonly FeatureStore _store;
    private readonly DonorKey? _donors;
    private readonly int[] _storeIndex;
    private readonly IReadOnlyList<double?>[] _consumer;

    private BatchScorer(
        ScoreJob job, ScoringModel model, FeatureStore store, DonorKey? donors, int[] storeIndex, IReadOnlyList<double?>[] consumer)
    {
        _job = job;
        _model = model;
        _store = store;
        _donors = donors;
        _storeIndex = storeIndex;
        _consumer = consumer;
    }

    /// <summary>Null when the job does not fit the model: another product, other consumer features, or features that the data version lacks.</summary>
    public static BatchScorer? TryCreate(ScoreJob job, ScoringModel model, FeatureStore store, DonorKey? donors)
    {
        if (!string.Equals(job.Product, model.Signature.Product, StringComparison.Ordinal)
            || !string.Equals(job.Dataset, model.Signature.Dataset, StringComparison.Ordinal)
            || job.ConsumerFeatures.Count != model.ConsumerFeatures.Count) return null;
        var names = store.FeatureNames;
        int[] storeIndex = [.. model.GovernmentFeatures.Select(name => Enumerable.Range(0, names.Count)
            .FirstOrDefault(i => string.Equals(names[i], name, StringComparison.Ordinal), -1))];
        if (storeIndex.Contains(-1)) return null;
        var consumer = new IReadOnlyList<double?>[model.ConsumerFeatures.Count];
        for (var i = 0; i < consumer.Length; i++)
        {
            if (!job.ConsumerFeatures.TryGetValue(model.ConsumerFeatures[i], out var values)) return null;
            consumer[i] = values;
        }
        return new BatchScorer(job, model, store, donors, storeIndex, consumer);
    }

    /// <summary>The answer's bytes.</summary>
    public ReadOnlyMemory<byte> Answer()
    {
        Span<float> stored = stackalloc float[_store.FeatureNames.Count];
        Span<float> raw = stackalloc float[_model.Signature.Features.Count];
        Span<float> encoded = stackalloc float[_model.Encoding.Length];
        Span<double> contributions = stackalloc double[_model.Encoding.Length];
        Span<double> sums = stackalloc double[_model.Reasons.Names.Count];
        Span<int> top = stackalloc int[_job.Reasons];
        using var answer = new ScoreAnswerWriter(_job, _model.Reasons.Names);
        for (var i = 0; i < _job.Subjects.Count; i++)
        {
            if (!Find(_job.Subjects[i], stored) && _job.UnknownSubjects == UnknownSubjects.Refuse)
            {
                answer.WriteUnknown(_job.Subjects[i]);
                continue;
            }
            Assemble(stored, i, raw);
            _model.Encoding.Encode(raw, encoded);
            var logOdds = _model.Scorer.LogOdds(encoded, contributions);
            _model.Reasons.Sum(contributions, sums);
            answer.Write(_job.Subjects[i], ScoreScale.Score(logOdds, _job.Precision), top[..ReasonGroups.Top(sums, top)]);
        }
        return answer.Complete();
    }

    // With donors, both the subject and its donor are always looked for, and one row is copied: a hit does no more and no less than a miss.
    private bool Find(string subject, Span<float> stored)
    {
        if (_donors is null) return _store.TryGet(subject, stored);
        var index = _store.IndexOfOrDonor(subject, _donors.PointOf(subject));
        if (index < 0)
        {
            stored.Fill(float.NaN);
            return false;
        }
        _store.RowAt(index, stored);
        return true;
    }

    private void Assemble(ReadOnlySpan<float> stored, int subject, Span<float> raw)
    {
        for (var f = 0; f < _storeIndex.Length; f++) raw[f] = stored[_storeIndex[f]];
        for (var f = 0; f < _consumer.Length; f++) raw[_storeIndex.Length + f] = (float)(_consumer[f][subject] ?? double.NaN);
    }
}
