using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>An exact, non-negative rational in lowest terms.</summary>
public readonly record struct Ratio : IComparable<Ratio>
{
    private readonly BigInteger _denominator;

    /// <summary>numerator / denominator, reduced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The numerator is negative or the denominator not positive.</exception>
    public Ratio(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        Numerator = numerator / common;
        _denominator = denominator / common;
    }

    /// <summary>Numerator.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Denominator, positive.</summary>
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    /// <summary>A whole number.</summary>
    public static Ratio Whole(BigInteger value) => new(value, BigInteger.One);

    /// <summary>Product.</summary>
    public static Ratio operator *(Ratio left, Ratio right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>Quotient; the divisor is not zero.</summary>
    public static Ratio operator /(Ratio left, Ratio right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>Less.</summary>
    public static bool operator <(Ratio left, Ratio right) => left.CompareTo(right) < 0;

    /// <summary>Greater.</summary>
    public static bool operator >(Ratio left, Ratio right) => left.CompareTo(right) > 0;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(Ratio left, Ratio right) => left.CompareTo(right) <= 0;

    /// <summary>Greater or equal.</summary>
    public static bool operator >=(Ratio left, Ratio right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Ratio other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The nearest double, for people and for expected errors, never for noise.</summary>
    public double ToDouble() => Math.Exp(BigInteger.Log(Numerator) - BigInteger.Log(Denominator));

    /// <inheritdoc/>
    public override string ToString() => $"{Numerator}/{Denominator}";
}
