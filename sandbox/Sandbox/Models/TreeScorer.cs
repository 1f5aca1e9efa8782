using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers.FastTree;

namespace Sandbox.Models;

/// <summary>
/// Gradient-boosted trees, laid out flat. Every node of every tree is evaluated from the leaves up, without branches, so that
/// nothing is mispredicted. With all nodes known, ML.NET's contribution of a slot is a walk down: at each split on the way, the value reached less
/// the value that the other side would have given. The walk is as long as the person's way, so its time tells a little about the score, as the
/// score itself does; it is the same for a held person and for a donor's row.
/// </summary>
internal sealed class TreeScorer : IScorer
{
    private readonly FlatTree[] _trees;
    private readonly double _scale;
    private readonly double _bias;
    private readonly int _maxValues;

    public TreeScorer(RegressionTreeEnsemble ensemble, PlattCalibrator calibrator)
    {
        // p = 1/(1 + e^(slope·score + offset)), so ln(p/(1−p)) = −slope·score − offset.
        _scale = -calibrator.Slope;
        _bias = (_scale * ensemble.Bias) - calibrator.Offset;
        _trees = [.. ensemble.Trees.Zip(ensemble.TreeWeights, (tree, weight) => FlatTree.Of(tree, weight))];
        _maxValues = _trees.Max(t => t.Values);
    }

    public double LogOdds(ReadOnlySpan<float> encoded)
    {
        Span<double> values = stackalloc double[_maxValues];
        var sum = 0.0;
        foreach (var tree in _trees) sum += tree.Evaluate(encoded, values);
        return (_scale * sum) + _bias;
    }

    public double LogOdds(ReadOnlySpan<float> encoded, Span<double> contributions)
    {
        Span<double> values = stackalloc double[_maxValues];
        contributions.Clear();
        var sum = 0.0;
        foreach (var tree in _trees)
        {
            sum += tree.Evaluate(encoded, values);
            tree.Contribute(encoded, values, contributions);
        }
        foreach (ref var contribution in contributions) contribution *= _scale;
        return (_scale * sum) + _bias;
    }
}
