using Microsoft.ML.Trainers.FastTree;

namespace Sandbox.Models;

/// <summary>
/// One tree. Values 0 … n−1 belong to the n nodes, the root first and children after their parents; values from n on are the leaves'.
/// </summary>
internal sealed class FlatTree
{
    private readonly Node[] _nodes;
    private readonly double[] _leaves;

    private FlatTree(Node[] nodes, double[] leaves)
    {
        _nodes = nodes;
        _leaves = leaves;
    }

    /// <summary>How many values an evaluation fills.</summary>
    public int Values => _nodes.Length + _leaves.Length;

    /// <summary>Lays a tree out.</summary>
    /// <exception cref="InvalidDataException">The tree splits on sets of categories, which no model of ours does.</exception>
    public static FlatTree Of(RegressionTree tree, double weight)
    {
        if (tree.CategoricalSplitFlags.Any(flag => flag)) throw new InvalidDataException("A tree has categorical splits.");
        // ML.NET numbers nodes in the order in which they were split, so children come after parents; a child below 0 is leaf ~child.
        var count = tree.NumberOfNodes;
        var nodes = new Node[count];
        for (var i = 0; i < count; i++)
        {
            nodes[i] = new Node(
                tree.NumericalSplitFeatureIndexes[i], tree.NumericalSplitThresholds[i], Value(tree.LeftChild[i]), Value(tree.RightChild[i]));
            if (nodes[i].Left <= i || nodes[i].Right <= i) throw new InvalidDataException("A tree's nodes are not in order.");
        }
        return new FlatTree(nodes, [.. tree.LeafValues.Select(v => v * weight)]);

        int Value(int child) => child >= 0 ? child : count + ~child;
    }

    /// <summary>Fills the value of every node, from the leaves up, and answers the root's.</summary>
    public double Evaluate(ReadOnlySpan<float> encoded, Span<double> values)
    {
        _leaves.CopyTo(values[_nodes.Length..]);
        for (var i = _nodes.Length - 1; i >= 0; i--)
        {
            ref readonly var node = ref _nodes[i];
            var (left, right) = (values[node.Left], values[node.Right]);
            values[i] = encoded[node.Slot] <= node.Threshold ? left : right;
        }
        return values[0];
    }

    /// <summary>Adds what each split on the person's way made of the outcome. <paramref name="values"/> come from <see cref="Evaluate"/>.</summary>
    public void Contribute(ReadOnlySpan<float> encoded, ReadOnlySpan<double> values, Span<double> contributions)
    {
        var outcome = values[0];
        for (var i = 0; i < _nodes.Length;)
        {
            ref readonly var node = ref _nodes[i];
            var goesLeft = encoded[node.Slot] <= node.Threshold;
            contributions[node.Slot] += outcome - values[goesLeft ? node.Right : node.Left];
            i = goesLeft ? node.Left : node.Right;
        }
    }

    private readonly record struct Node(int Slot, float Threshold, int Left, int Right);
}
