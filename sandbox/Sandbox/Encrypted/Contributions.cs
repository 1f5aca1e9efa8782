using Sandbox.Features;
using Sandbox.Models;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Models;
using Sandbox.Scores;

namespace Sandbox.Encrypted;

/// <summary>
/// What the government's features say of each person, in points: clipped to the scale and rounded down to the precision, and only then encoded. It is a function of
/// person, model, data version and precision and of nothing that the consumer sends, so asking again or with chosen features tells nothing new; and as it is
/// rounded down, a coarser one is a function of a finer one (<see cref="ScoreScale"/>).
/// </summary>
internal sealed class Contributions
{
    private readonly EncryptedJob _job;
    private readonly ScoringModel _model;
    private readonly LinearExport _export;
    private readonly FeatureStore _store;
    private readonly DonorKey? _donors;
    private readonly int[] _storeIndex;

    private Contributions(EncryptedJob job, ScoringModel model, LinearExport export, FeatureStore store, DonorKey? donors, int[] storeIndex)
    {
        _job = job;
        _model = model;
        _export = export;
        _store = store;
        _donors = donors;
        _storeIndex = storeIndex;
    }

    /// <summary>Null when the data version lacks a feature of the model.</summary>
    public static Contributions? TryCreate(EncryptedJob job, ScoringModel model, LinearExport export, FeatureStore store, DonorKey? donors)
    {
        var names = store.FeatureNames;
        int[] storeIndex = [.. model.GovernmentFeatures.Select(name => Enumerable.Range(0, names.Count)
            .FirstOrDefault(i => string.Equals(names[i], name, StringComparison.Ordinal), -1))];
        return storeIndex.Contains(-1) ? null : new Contributions(job, model, export, store, donors, storeIndex);
    }

    /// <summary>What is added in each subject's slot, and who is not held and so not scored.</summary>
    public (double[] Addend, bool[] Scored) Of(IReadOnlyList<SubjectId> subjects)
    {
        var (addend, scored) = (new double[subjects.Count], new bool[subjects.Count]);
        Span<float> stored = stackalloc float[_store.FeatureNames.Count];
        Span<float> raw = stackalloc float[_model.Signature.Features.Count];
        Span<float> encoded = stackalloc float[_model.Encoding.Length];
        raw.Fill(float.NaN);
        for (var i = 0; i < subjects.Count; i++)
        {
            scored[i] = Find(subjects[i].Value, stored) || _job.UnknownSubjects != UnknownSubjects.Refuse;
            if (!scored[i]) continue;
            for (var f = 0; f < _storeIndex.Length; f++) raw[f] = stored[_storeIndex[f]];
            addend[i] = ScoreScale.Score(_export.GovernmentLogOdds(raw, encoded), _job.Precision) + _export.Constant;
        }
        return (addend, scored);
    }

    // As in clear scoring: with donors, a hit does no more and no less than a miss.
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
}
