using System.Globalization;
using Gateway.Cli.Language;

namespace Gateway.Cli.Scores;

/// <summary><c>--feature income=12000</c>: a consumer feature; nothing after the equals sign is a missing value.</summary>
internal static class FeatureArgument
{
    public static IReadOnlyDictionary<string, double?> Parse(IEnumerable<string> arguments, Texts texts)
    {
        var features = new Dictionary<string, double?>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var at = argument.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !TryNumber(argument[(at + 1)..], out var value)) throw new CommandException(texts.BadFeature);
            if (!features.TryAdd(argument[..at], value)) throw new CommandException(texts.FeatureTwice(argument[..at]));
        }

        return features;
    }

    /// <summary>Empty is missing; NaN and infinities are no numbers.</summary>
    public static bool TryNumber(string text, out double? value)
    {
        value = null;
        if (text.Length == 0) return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return false;
        value = number;
        return true;
    }
}
