using System.Numerics;

namespace Sandbox.Aggregates;

/// <summary>What the engine found of one group, exactly: the integers that noise is added to. Nothing of it may leave.</summary>
/// <param name="Keys">One text a group column; null for a missing value.</param>
/// <param name="People">Its number of people after bounding; 0 unless keys are selected.</param>
/// <param name="Totals">The components of each measurement; bins' counts for a tree.</param>
internal sealed record ExactGroup(IReadOnlyList<string?> Keys, BigInteger People, IReadOnlyList<BigInteger[]> Totals);
