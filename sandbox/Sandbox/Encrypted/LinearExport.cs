using Sandbox.Models;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Models;

namespace Sandbox.Encrypted;

/// <summary>
/// A logistic model cut in two. Points (<see cref="ScoreScale"/>) are linear in log-odds, and log-odds in features, so
/// <para>points = G + C + Σ Wᵢ·uᵢ,</para>
/// where uᵢ is a consumer feature encoded by its public bounds (<see cref="EncryptedFeature"/>), C a constant of the model, and G the points of the person if
/// every consumer feature were at its mean over the people trained on, that is with all standardised consumer slots 0. G is what the government's features
/// say; it leaves only after <see cref="ScoreScale.Score"/> has clipped it and rounded it down.
/// </summary>
internal sealed class LinearExport
{
    /// <summary>
    /// A weight below this many points is dropped: even ten thousand of them are no hundredth of a point, and one that is encoded as 0 would have SEAL throw,
    /// which tells that it is 0.
    /// </summary>
    private const double Negligible = 1e-6;

    private readonly ScoringModel _model;
    private readonly LinearScorer _scorer;

    private LinearExport(ScoringModel model, LinearScorer scorer, double constant, int[] kept, double[] weights)
    {
        _model = model;
        _scorer = scorer;
        Constant = constant;
        Kept = kept;
        Weights = weights;
    }

    /// <summary>C, in points.</summary>
    public double Constant { get; }

    /// <summary>Indices of the request's features that have a weight.</summary>
    public IReadOnlyList<int> Kept { get; }

    /// <summary>Their weights W, in points.</summary>
    public ReadOnlyMemory<double> Weights { get; }

    /// <summary>Null when the model is no logistic one, takes other consumer features, takes one of them as a category, or its points would not fit in a ciphertext.</summary>
    public static LinearExport? TryCreate(ScoringModel model, IReadOnlyList<EncryptedFeature> features)
    {
        if (model.Scorer is not LinearScorer scorer || features.Count != model.ConsumerFeatures.Count) return null;
        var weights = new double[features.Count];
        var constant = 0.0;
        var slots = model.Signature.Slots;
        for (var s = 0; s < slots.Count; s++)
        {
            var feature = model.Signature.Features[slots[s].Feature];
            if (!feature.FromConsumer || slots[s].Kind == SlotKind.Missing) continue;
            var index = IndexOf(features, feature.Name);
            if (index < 0 || slots[s].Kind != SlotKind.Value) return null;
            // slot = (x − offset)·scale and x = middle + half·u.
            var pointsPerSlot = -ScoreScale.Factor * scorer.Weights[s];
            weights[index] += pointsPerSlot * slots[s].Scale * features[index].Half;
            constant += pointsPerSlot * slots[s].Scale * (features[index].Middle - slots[s].Offset);
        }
        int[] kept = [.. Enumerable.Range(0, weights.Length).Where(i => Math.Abs(weights[i]) >= Negligible)];
        var most = ScoreScale.Maximum + Math.Abs(constant) + weights.Sum(Math.Abs);
        return kept.Length == 0 || !(most < CkksParameters.MaxValue) ? null : new LinearExport(model, scorer, constant, kept, [.. kept.Select(i => weights[i])]);
    }

    /// <summary>The log-odds of G for a person's raw features; what stands in the consumer's places is not looked at.</summary>
    public double GovernmentLogOdds(ReadOnlySpan<float> raw, Span<float> encoded)
    {
        _model.Encoding.Encode(raw, encoded);
        var slots = _model.Signature.Slots;
        for (var s = 0; s < slots.Count; s++)
            if (_model.Signature.Features[slots[s].Feature].FromConsumer) encoded[s] = 0;
        return _scorer.LogOdds(encoded);
    }

    private static int IndexOf(IReadOnlyList<EncryptedFeature> features, string name)
    {
        for (var i = 0; i < features.Count; i++)
            if (string.Equals(features[i].Name, name, StringComparison.Ordinal)) return i;
        return -1;
    }
}
