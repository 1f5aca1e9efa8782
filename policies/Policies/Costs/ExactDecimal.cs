using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Policies.Costs;

/// <summary>
/// Numbers of documents as whole multiples of a unit 10⁻ⁿ. Nothing is ever rounded: a text that is no multiple of the unit is no number here.
/// </summary>
internal static partial class ExactDecimal
{
    /// <summary>A text such as <c>0.05</c>, <c>2</c> or <c>1e-7</c>, in units of 10^−<paramref name="digits"/>; null when it is finer than the unit, negative or not a number.</summary>
    public static long? Parse(string text, int digits)
    {
        var match = Pattern.Match(text);
        if (!match.Success) return null;
        var fraction = match.Groups["fraction"].ValueSpan;
        var exponent = match.Groups["exponent"] is { Success: true } e ? int.Parse(e.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var mantissa = BigInteger.Parse(string.Concat(match.Groups["whole"].ValueSpan, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
        var shift = digits + exponent - fraction.Length;
        var scale = BigInteger.Pow(10, Math.Abs(shift));
        var units = shift >= 0 ? mantissa * scale : BigInteger.DivRem(mantissa, scale, out var rest) is var quotient && rest.IsZero ? quotient : -1;
        return units >= 0 && units <= long.MaxValue ? (long)units : null;
    }

    /// <summary>The shortest plain text, without exponent.</summary>
    public static string Format(long units, int digits)
    {
        var text = units.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        var fraction = text[^digits..].TrimEnd('0');
        return fraction.Length == 0 ? text[..^digits] : $"{text[..^digits]}.{fraction}";
    }

    /// <summary>
    /// As a JSON number. Up to 2⁵³ units of 10⁻¹⁵ or larger, both operands are exact doubles, so the quotient is the double nearest to the decimal,
    /// and of at most 15 significant digits its shortest text is the decimal again.
    /// </summary>
    public static double ToDouble(long units, int digits) => units / Math.Pow(10, digits);

    [GeneratedRegex(@"^(?<whole>0|[1-9][0-9]{0,8})(\.(?<fraction>[0-9]{1,18}))?([eE](?<exponent>-?[0-9]{1,2}))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern { get; }
}
