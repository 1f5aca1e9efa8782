using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Policies.Queries.Aggregates;

/// <summary>
/// A decimal as it was written, never rounded: <c>Mantissa · 10^Exponent</c>, without trailing zeros, so that equal numbers are equal values.
/// </summary>
public readonly record struct ExactNumber : IComparable<ExactNumber>
{
    private const int MaxDigits = 64;
    private const int MaxExponent = 400;

    private ExactNumber(BigInteger mantissa, int exponent) => (Mantissa, Exponent) = (mantissa, exponent);

    /// <summary>The digits with the sign.</summary>
    public BigInteger Mantissa { get; }

    /// <summary>The power of ten.</summary>
    public int Exponent { get; }

    /// <summary>Of a whole number.</summary>
    public static ExactNumber Of(BigInteger value) => Trim(value, 0);

    /// <summary>
    /// A number as JSON and SQL write it (<c>-12.50</c>, <c>1e6</c>), of at most 64 digits and an exponent of at most ±400; false for anything else.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out ExactNumber number)
    {
        number = default;
        var mark = text.IndexOfAny('e', 'E');
        var exponent = 0;
        if (mark >= 0 && !TryParseExponent(text[(mark + 1)..], out exponent)) return false;
        var digits = mark >= 0 ? text[..mark] : text;
        var point = digits.IndexOf('.');
        var whole = point >= 0 ? digits[..point] : digits;
        var fraction = point >= 0 ? digits[(point + 1)..] : [];
        var unsigned = whole.StartsWith('-') ? whole[1..] : whole;
        if (unsigned.IsEmpty || (point >= 0 && fraction.IsEmpty) || unsigned.Length + fraction.Length > MaxDigits) return false;
        if (unsigned.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9')) return false;
        number = Trim(BigInteger.Parse(string.Concat(whole, fraction), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent - fraction.Length);
        return true;
    }

    /// <summary>The largest multiple of 10^−<paramref name="scale"/> that is not above this number, in such units.</summary>
    public BigInteger Floor(int scale)
    {
        var shift = Exponent + scale;
        if (shift >= 0) return Mantissa * BigInteger.Pow(10, shift);
        var quotient = BigInteger.DivRem(Mantissa, BigInteger.Pow(10, -shift), out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Whether it is a whole multiple of 10^−<paramref name="scale"/>.</summary>
    public bool IsMultipleAt(int scale) => Mantissa.IsZero || Exponent + scale >= 0;

    /// <inheritdoc/>
    public int CompareTo(ExactNumber other)
    {
        var exponent = Math.Min(Exponent, other.Exponent);
        return (Mantissa * BigInteger.Pow(10, Exponent - exponent)).CompareTo(other.Mantissa * BigInteger.Pow(10, other.Exponent - exponent));
    }

    /// <summary>Whether it is smaller.</summary>
    public static bool operator <(ExactNumber left, ExactNumber right) => left.CompareTo(right) < 0;

    /// <summary>Whether it is larger.</summary>
    public static bool operator >(ExactNumber left, ExactNumber right) => left.CompareTo(right) > 0;

    /// <summary>Whether it is not larger.</summary>
    public static bool operator <=(ExactNumber left, ExactNumber right) => left.CompareTo(right) <= 0;

    /// <summary>Whether it is not smaller.</summary>
    public static bool operator >=(ExactNumber left, ExactNumber right) => left.CompareTo(right) >= 0;

    private static ExactNumber Trim(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero) return default;
        while (BigInteger.DivRem(mantissa, 10, out var rest) is var shorter && rest.IsZero) (mantissa, exponent) = (shorter, exponent + 1);
        return new ExactNumber(mantissa, exponent);
    }

    private static bool TryParseExponent(ReadOnlySpan<char> text, out int exponent) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) && exponent is >= -MaxExponent and <= MaxExponent;
}
