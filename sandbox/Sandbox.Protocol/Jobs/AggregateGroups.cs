using System.Text.Json.Serialization;

namespace Sandbox.Protocol.Jobs;

/// <summary>A column to group by.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PublicKeys), "public")]
[JsonDerivedType(typeof(PrivateKeys), "private")]
[JsonDerivedType(typeof(Bins), "bins")]
public abstract record GroupColumn
{
    /// <summary>The column; never the subject's.</summary>
    public abstract string Column { get; init; }
}

/// <summary>Keys that are known before the data is looked at: a declared domain, or what the consumer listed. Each is answered, in this order, also when nobody has it; other rows do not count.</summary>
/// <param name="Column">The column: text, integer, date or boolean.</param>
/// <param name="Keys">Distinct literals of the column's type, at least one.</param>
public sealed record PublicKeys(string Column, IReadOnlyList<Literal> Keys) : GroupColumn
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;
}

/// <summary>Keys that only the data knows: a key is let out by <see cref="KeySelection"/>. A missing value is a key like others.</summary>
/// <param name="Column">The column: text, integer, date or boolean.</param>
public sealed record PrivateKeys(string Column) : GroupColumn
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;
}

/// <summary>Bins of a number, as in a histogram: a count in bins is the histogram. All are answered; missing values and values outside of all bins do not count.</summary>
/// <param name="Column">An integer or decimal column.</param>
/// <param name="Edges">Rising, on the lattice, at least two: bin i holds what is at least edge i and below edge i + 1.</param>
public sealed record Bins(string Column, IReadOnlyList<long> Edges) : GroupColumn
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;
}

/// <summary>How a private key's noisy number of people is held against a threshold that depends on public facts alone.</summary>
public enum KeyMechanism
{
    /// <summary>Discrete Gaussian noise; <see cref="KeySelection.Noise"/> is <see cref="GaussianNoise"/>.</summary>
    Gaussian,

    /// <summary>Discrete Laplace noise; <see cref="KeySelection.Noise"/> is <see cref="LaplaceNoise"/>.</summary>
    Laplace,

    /// <summary>Truncated geometric noise, which lets out the most keys (Desfontaines, Voss, Gipson, Mandayam 2020); <see cref="KeySelection.Noise"/> is <see cref="LaplaceNoise"/>.</summary>
    TruncatedGeometric,
}

/// <summary>How private keys are let out. The noisy number of people that passed is itself a measurement, for nothing more.</summary>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Noise">What it spends in all, over every key that one person can be in.</param>
/// <param name="FemtoDelta">The δ that it spends in all, in 10⁻¹⁵; at least 1 for each key that one person can be in.</param>
/// <param name="MinSubjects">k, 1 or more: a key with fewer people is never let out, and the threshold is held against the number of people beyond k − 1.</param>
public sealed record KeySelection(KeyMechanism Mechanism, Noise Noise, long FemtoDelta, int MinSubjects);
