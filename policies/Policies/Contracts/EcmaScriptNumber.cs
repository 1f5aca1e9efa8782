using System.Globalization;

namespace Policies.Contracts;

/// <summary>Writes a double as ECMAScript does (ECMA-262, Number::toString), which RFC 8785 3.2.2.3 demands.</summary>
internal static class EcmaScriptNumber
{
    public static string Format(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentException("A number is not finite.", nameof(value));
        if (value == 0) return "0";
        var (digits, point) = Shortest(Math.Abs(value));
        var text = point switch
        {
            _ when digits.Length <= point && point <= 21 => digits.PadRight(point, '0'),
            > 0 and <= 21 => $"{digits[..point]}.{digits[point..]}",
            > -6 and <= 0 => $"0.{new string('0', -point)}{digits}",
            _ => Exponential(digits, point - 1),
        };
        return value < 0 ? $"-{text}" : text;
    }

    private static string Exponential(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? "" : "+")}{exponent}");
    }

    // The shortest digits that read back as the same double, and the place of the point behind the first of them: value = 0.digits · 10^point.
    private static (string Digits, int Point) Shortest(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa.Length : dot;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), whole + exponent - leading);
    }
}
