using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;

namespace Sandbox.Models;

/// <summary>
/// Logistic regression: log-odds = Σ w·slot + b; a slot's contribution is w·slot (as ML.NET's), measured from the mean person, as slots are standardised.
/// <para>To export plain weights over raw features: a <see cref="SlotKind.Value"/> slot adds w·scale per unit of its feature and −w·scale·offset to the bias
/// (a missing feature counts as its fill); a <see cref="SlotKind.Missing"/> or <see cref="SlotKind.Level"/> slot adds w when it is 1.</para>
/// </summary>
internal sealed class LinearScorer : IScorer
{
    private readonly double[] _weights;
    private readonly double _bias;

    public LinearScorer(LinearModelParameters model, PlattCalibrator calibrator)
    {
        // p = 1/(1 + e^(slope·score + offset)), so ln(p/(1−p)) = −slope·score − offset.
        _weights = [.. model.Weights.Select(w => -calibrator.Slope * w)];
        _bias = (-calibrator.Slope * model.Bias) - calibrator.Offset;
    }

    /// <summary>The weight of each slot, in log-odds.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The log-odds of a person whose slots are all 0.</summary>
    public double Bias => _bias;

    public double LogOdds(ReadOnlySpan<float> encoded)
    {
        var sum = _bias;
        for (var i = 0; i < _weights.Length; i++) sum += _weights[i] * encoded[i];
        return sum;
    }

    public double LogOdds(ReadOnlySpan<float> encoded, Span<double> contributions)
    {
        var sum = _bias;
        for (var i = 0; i < _weights.Length; i++)
        {
            contributions[i] = _weights[i] * encoded[i];
            sum += contributions[i];
        }
        return sum;
    }
}
