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

    /// <summary>The value with its error bar; both ends where it is not in the middle.</summary>
    public static string WithError(AggregateValue value)
    {
        var (below, above) = (value.Value - value.Lower, value.Upper - value.Value);
        return below == above ? $"{Plain(value.Value)} ± {Plain(above)}" : $"{Plain(value.Value)} [{Plain(value.Lower)}, {Plain(value.Upper)}]";
    }
}
