using System.Text.Json.Serialization;

namespace Sandbox.Protocol.Jobs;

/// <summary>What is measured of each group, with noise, once; any number of outputs may be computed from it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CountRows), "count-rows")]
[JsonDerivedType(typeof(CountSubjects), "count-subjects")]
[JsonDerivedType(typeof(SumOf), "sum")]
[JsonDerivedType(typeof(MomentsOf), "moments")]
[JsonDerivedType(typeof(TreeOf), "tree")]
public abstract record Measurement
{
    /// <summary>What it spends in all: over all groups and all numbers that it consists of.</summary>
    public abstract Noise Noise { get; init; }
}

/// <summary>How many rows; with a column, how many rows in which it is not missing.</summary>
public sealed record CountRows(string? Column, Noise Noise) : Measurement
{
    /// <inheritdoc/>
    public override Noise Noise { get; init; } = Noise;
}

/// <summary>How many people.</summary>
public sealed record CountSubjects(Noise Noise) : Measurement
{
    /// <inheritdoc/>
    public override Noise Noise { get; init; } = Noise;
}

/// <summary>The sum of a number; missing values do not count.</summary>
/// <param name="Column">An integer or decimal column.</param>
/// <param name="Lower">Under <see cref="RankedRows"/> each row's value is clamped to at least this; under <see cref="PerSubject"/> each person's total in a group is.</param>
/// <param name="Upper">And to at most this. Not both bounds are 0.</param>
/// <param name="Noise">What it spends.</param>
public sealed record SumOf(string Column, long Lower, long Upper, Noise Noise) : Measurement
{
    /// <inheritdoc/>
    public override Noise Noise { get; init; } = Noise;
}

/// <summary>
/// The number of rows in which a number is not missing, its sum and, for <paramref name="Order"/> 2, the sum of its squares, of values clamped to the bounds:
/// count, mean and variance for one price. Under <see cref="PerSubject"/> too the bounds are a row's.
/// </summary>
/// <param name="Column">An integer or decimal column.</param>
/// <param name="Lower">The smallest value of a row.</param>
/// <param name="Upper">The largest, above <paramref name="Lower"/>.</param>
/// <param name="Order">1 for means, 2 for variances as well.</param>
/// <param name="Noise">What it spends.</param>
public sealed record MomentsOf(string Column, long Lower, long Upper, int Order, Noise Noise) : Measurement
{
    /// <inheritdoc/>
    public override Noise Noise { get; init; } = Noise;
}

/// <summary>A dyadic tree of counts over equal bins of the bounds: any quantiles for one price.</summary>
/// <param name="Column">An integer or decimal column.</param>
/// <param name="Lower">The smallest value of a row.</param>
/// <param name="Upper">The largest, above <paramref name="Lower"/>.</param>
/// <param name="Levels">t, so 2ᵗ bins; 1 to <see cref="AggregateLimits.MaxTreeLevels"/>.</param>
/// <param name="Noise">What it spends.</param>
public sealed record TreeOf(string Column, long Lower, long Upper, int Levels, Noise Noise) : Measurement
{
    /// <inheritdoc/>
    public override Noise Noise { get; init; } = Noise;
}

/// <summary>The kind of noise and what is spent on it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(GaussianNoise), "gaussian")]
[JsonDerivedType(typeof(LaplaceNoise), "laplace")]
public abstract record Noise;

/// <summary>Discrete Gaussian noise: ρ-zCDP.</summary>
/// <param name="NanoRho">ρ in 10⁻⁹, 1 to 10¹¹.</param>
public sealed record GaussianNoise(long NanoRho) : Noise;

/// <summary>Discrete Laplace noise: pure ε-differential privacy.</summary>
/// <param name="MicroEpsilon">ε in 10⁻⁶, 1 to 10⁷.</param>
public sealed record LaplaceNoise(long MicroEpsilon) : Noise;
