using System.Globalization;
using Gateway.Client.Aggregates;

namespace Gateway.Cli.Queries;

/// <summary>How numbers are shown to people.</summary>
internal static class Numbers
{
    /// <summary>The decimal without trailing zeros.</summary>
    public static string Plain(decimal value) => value.ToString("0.#############################", CultureInfo.InvariantCulture);

    /// <summary>A small number with its exponent, such as 1E-10; 0 for nothing.</summary>
    public static string Power(decimal value) => value == 0 ? "0" : value.ToString("0.###E-0", CultureInfo.InvariantCulture);

    /// <summary>How many units of 10⁻⁹ ρ make one.</summary>
    public const decimal NanoRho = 1_000_000_000m;

    /// <summary>How many units of 10⁻¹⁵ δ make one.</summary>
    public const decimal FemtoDelta = 1_000_000_000_000_000m;

    /// <summary>ρ, of units.</summary>
    public static string Rho(long nano) => Plain(nano / NanoRho);

    /// <summary>δ, of units.</summary>
    public static string Delta(long femto) => Power(femto / FemtoDelta);

    /// <summary>A written number in whole units; null when it is finer, negative, too large or no number.</summary>
    public static long? Units(string text, decimal unit) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
        && value < 1_000_000 && decimal.IsInteger(value * unit) && value * unit <= long.MaxValue
            ? (long)(value * unit)
            : null;

    /// <summary>The value with its error bar; both ends where it is not in the middle.</summary>
    public static string WithError(AggregateValue value)
    {
        var (below, above) = (value.Value - value.Lower, value.Upper - value.Value);
        return below == above ? $"{Plain(value.Value)} ± {Plain(above)}" : $"{Plain(value.Value)} [{Plain(value.Lower)}, {Plain(value.Upper)}]";
    }
}
