using System.Globalization;
using System.Text.RegularExpressions;
using Policies.Costs;

namespace Policies.Yaml;

/// <summary>Typed values of a mapping. Stricter than YAML's own guesses: <c>yes</c>, <c>0x10</c>, <c>1_000</c> and <c>1e3</c> are nothing but texts.</summary>
internal static partial class MapReaderValues
{
    private static readonly Shared<string[]> Lists = new(new SameItems());

    /// <summary>A text of at least one character; its length is bounded and it holds no control characters.</summary>
    public static string Text(this MapReader reader, string key, string hint) =>
        reader.Need(key, hint) is { } node ? reader.TextOf(node, key) : "";

    /// <summary>A text of a pattern.</summary>
    public static string Name(this MapReader reader, string key, NamePattern pattern, string hint) =>
        reader.Need(key, hint) is { } node ? reader.NameOf(node, key, pattern) : "";

    public static string? OptionalName(this MapReader reader, string key, NamePattern pattern) =>
        reader.Has(key, out var node) ? reader.NameOf(node, key, pattern) : null;

    /// <summary>A list of names, each once; empty when the key is optional and absent.</summary>
    public static IReadOnlyList<string> Names(this MapReader reader, string key, NamePattern pattern, string? hint, bool mayBeEmpty = false)
    {
        YamlNode? node;
        if (hint is not null) node = reader.Need(key, hint);
        else reader.Has(key, out node);
        return node is null ? [] : reader.ListOf(node, key, mayBeEmpty, item => reader.NameOf(item, key, pattern));
    }

    public static long Integer(this MapReader reader, string key, long least, long most, string hint) =>
        reader.Need(key, hint) is { } node ? reader.IntegerOf(node, key, least, most) : least;

    public static bool Boolean(this MapReader reader, string key, bool otherwise)
    {
        if (!reader.Has(key, out var node)) return otherwise;
        if (node is YamlScalar { Plain: true, Text: "true" or "false" } scalar) return scalar.Text is "true";
        reader.Error(key, "Write true or false, without quotes.");
        return otherwise;
    }

    /// <summary>One of a closed list of words.</summary>
    public static T Choice<T>(this MapReader reader, string key, IReadOnlyList<(string Word, T Value)> choices, string hint)
    {
        if (reader.Need(key, hint) is not { } node) return choices[0].Value;
        if (node is YamlScalar scalar)
            foreach (var (word, value) in choices)
                if (string.Equals(word, scalar.Text, StringComparison.Ordinal)) return value;
        reader.Error(key, $"Write one of {string.Join(", ", choices.Select(c => c.Word))}.");
        return choices[0].Value;
    }

    public static DateOnly Date(this MapReader reader, string key, string hint)
    {
        if (reader.Need(key, hint) is not { } node) return default;
        if (node is YamlScalar scalar
            && DateOnly.TryParseExact(scalar.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        reader.Error(key, "Write a date that exists, as 2026-01-31.");
        return default;
    }

    /// <summary>The distinct items of a list.</summary>
    public static IReadOnlyList<string> ListOf(this MapReader reader, YamlNode node, string key, bool mayBeEmpty, Func<YamlNode, string> read)
    {
        if (node is not YamlList list || (list.Items.Count == 0 && !mayBeEmpty))
        {
            reader.Error(key, mayBeEmpty ? "Write a list, [a, b]." : "Write a list with at least one item, [a, b].");
            return [];
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            var text = read(item);
            if (text.Length > 0 && !seen.Add(text)) reader.Errors.Add(item.Line, $"{key}: '{text}' stands in the list twice. Keep one.");
        }

        return Lists.Of([.. seen]);
    }

    public static string TextOf(this MapReader reader, YamlNode node, string key)
    {
        if (node is YamlScalar { IsNull: false } scalar && scalar.Text.Length is > 0 and <= 256
            && !scalar.Text.Any(char.IsControl) && scalar.Text.AsSpan().Trim().Length == scalar.Text.Length) return scalar.Text;
        reader.Errors.Add(node.Line, $"{key}: Write a text of 1 to 256 characters in one line, with no space around it.");
        return "";
    }

    public static long IntegerOf(this MapReader reader, YamlNode node, string key, long least, long most)
    {
        if (node is YamlScalar { Plain: true } scalar && WholeNumber.IsMatch(scalar.Text)
            && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most) return value;
        reader.Errors.Add(node.Line, string.Create(CultureInfo.InvariantCulture, $"{key}: Write a whole number from {least} to {most}."));
        return least;
    }

    /// <summary>A fixed-point number, or null after an error.</summary>
    public static decimal? DecimalOf(this MapReader reader, YamlNode node, string key)
    {
        if (node is YamlScalar { Plain: true } scalar && FixedPoint.IsMatch(scalar.Text)) return decimal.Parse(scalar.Text, CultureInfo.InvariantCulture);
        reader.Errors.Add(node.Line, $"{key}: Write a number such as 0, -12 or 3.50, of at most 18 digits.");
        return null;
    }

    /// <summary>A number that is a whole multiple of 10^−<paramref name="digits"/>, in that unit; null after an error.</summary>
    public static long? Exact(this MapReader reader, string key, int digits, long least, long most, string hint)
    {
        if (reader.Need(key, hint) is not { } node) return null;
        if (node is YamlScalar { Plain: true } scalar && ExactDecimal.Parse(scalar.Text, digits) is { } units && units >= least && units <= most) return units;
        reader.Error(key, string.Create(CultureInfo.InvariantCulture,
            $"Write a number from {ExactDecimal.Format(least, digits)} to {ExactDecimal.Format(most, digits)} with at most {digits} digits after the point, such as 0.05 or 5e-2."));
        return null;
    }

    /// <summary>One of a closed list of words, where the node may stand in a list.</summary>
    public static T? ChoiceOf<T>(this MapReader reader, YamlNode node, string key, IReadOnlyList<(string Word, T Value)> choices)
        where T : struct
    {
        if (node is YamlScalar scalar)
            foreach (var (word, value) in choices)
                if (string.Equals(word, scalar.Text, StringComparison.Ordinal)) return value;
        reader.Errors.Add(node.Line, $"{key}: Write some of {string.Join(", ", choices.Select(c => c.Word))}.");
        return null;
    }

    private static string NameOf(this MapReader reader, YamlNode node, string key, NamePattern pattern)
    {
        if (node is YamlScalar scalar && pattern.Matches(scalar.Text)) return string.Intern(scalar.Text); // thousands of documents share their names
        reader.Errors.Add(node.Line, $"{key}: Write {pattern.Description}.");
        return "";
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,18})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WholeNumber { get; }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FixedPoint { get; }

    private sealed class SameItems : IEqualityComparer<string[]>
    {
        public bool Equals(string[]? x, string[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(string[] list)
        {
            var hash = default(HashCode);
            foreach (var item in list) hash.Add(item, StringComparer.Ordinal);
            return hash.ToHashCode();
        }
    }
}
