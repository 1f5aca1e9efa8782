using System.Globalization;
using System.Text.RegularExpressions;

namespace Sandbox.Tests.Privacy.GoogleCases;

/// <summary>A message of a text protocol buffer, as much of the format as the cases need: messages, numbers, words, strings, lists and comments.</summary>
internal sealed partial class TextProto
{
    private readonly Dictionary<string, List<object>> _fields = new(StringComparer.Ordinal);

    private TextProto()
    {
    }

    public static TextProto Parse(string text)
    {
        var tokens = Tokens().Matches(text).Where(m => m.Value[0] != '#').Select(m => m.Value).ToList();
        var at = 0;
        var root = new TextProto();
        while (at < tokens.Count) root.Field(tokens, ref at);
        return root;
    }

    public IReadOnlyList<TextProto> Messages(string name) => [.. _fields.GetValueOrDefault(name, []).OfType<TextProto>()];

    public TextProto Message(string name) => Messages(name).Single();

    public string Text(string name) => (string)_fields[name].Single();

    public double Number(string name, double otherwise = double.NaN) => _fields.TryGetValue(name, out var values) ? Double((string)values.Single()) : otherwise;

    /// <summary>All numbers of a field, lists joined.</summary>
    public IReadOnlyList<double> Numbers(string name) => [.. _fields.GetValueOrDefault(name, []).Cast<string>().Select(Double)];

    private static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private void Field(List<string> tokens, ref int at)
    {
        var values = ValuesOf(tokens[at++]);
        if (tokens[at] == ":") at++;
        if (tokens[at] == "{")
        {
            at++;
            var message = new TextProto();
            while (tokens[at] != "}") message.Field(tokens, ref at);
            values.Add(message);
        }
        else if (tokens[at] == "[")
        {
            for (at++; tokens[at] != "]"; at++)
                if (tokens[at] != ",") values.Add(tokens[at]);
        }
        else
        {
            values.Add(tokens[at].Trim('"'));
        }
        at++;
    }

    private List<object> ValuesOf(string name)
    {
        if (!_fields.TryGetValue(name, out var values)) _fields[name] = values = [];
        return values;
    }

    [GeneratedRegex("""#[^\n]*|"[^"]*"|[{}\[\]:,]|[^\s{}\[\]:,#"]+""", RegexOptions.None, 1000)]
    private static partial Regex Tokens();
}
