namespace Policies.Costs;

/// <summary>
/// An <c>epsilon</c> of a document, in millionths, from 0.000001 to 10. It is not pure differential privacy: it stands for ρ = ε²/2 of
/// zero-concentrated differential privacy (Bun and Steinke 2016).
/// </summary>
public readonly record struct Epsilon : IComparable<Epsilon>
{
    internal const int Digits = 6;
    internal const long MaxMicro = 10_000_000;

    private Epsilon(long micro) => Micro = micro;

    /// <summary>In 10⁻⁶ ε; at least 1, but for <c>default</c>, which is no epsilon of any document.</summary>
    public long Micro { get; }

    /// <summary>What one query of this epsilon costs, rounded up to whole 10⁻⁹ ρ: (10⁻⁶·m)²/2 = m²/2000 nano-ρ.</summary>
    public PrivacyCost Cost => new(((Micro * Micro) + 1999) / 2000, 0);

    /// <summary>From millionths.</summary>
    public static bool TryOfMicro(long micro, out Epsilon epsilon)
    {
        var valid = micro is >= 1 and <= MaxMicro;
        epsilon = valid ? new Epsilon(micro) : default;
        return valid;
    }

    /// <summary>A text such as <c>0.05</c> or <c>5e-2</c>.</summary>
    public static bool TryParse(string text, out Epsilon epsilon)
    {
        epsilon = default;
        return ExactDecimal.Parse(text, Digits) is { } micro && TryOfMicro(micro, out epsilon);
    }

    /// <inheritdoc/>
    public int CompareTo(Epsilon other) => Micro.CompareTo(other.Micro);

    /// <summary>Whether it is smaller.</summary>
    public static bool operator <(Epsilon left, Epsilon right) => left.Micro < right.Micro;

    /// <summary>Whether it is larger.</summary>
    public static bool operator >(Epsilon left, Epsilon right) => left.Micro > right.Micro;

    /// <summary>Whether it is not larger.</summary>
    public static bool operator <=(Epsilon left, Epsilon right) => left.Micro <= right.Micro;

    /// <summary>Whether it is not smaller.</summary>
    public static bool operator >=(Epsilon left, Epsilon right) => left.Micro >= right.Micro;

    /// <summary>The decimal, such as 0.05.</summary>
    public override string ToString() => ExactDecimal.Format(Micro, Digits);
}
