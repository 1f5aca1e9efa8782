using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gateway.Tests.OpenApi;

/// <summary>
/// JSON Schema 2020-12, as far as the document uses it. A keyword that it does not know is an error, so that it never passes what it did not look at.
/// </summary>
internal sealed class JsonSchemaCheck(JsonNode document)
{
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal) { "description", "title", "example", "examples", "format", "default" };

    public IReadOnlyList<string> Errors(JsonNode schema, JsonNode? value)
    {
        var errors = new List<string>();
        Check(schema.AsObject(), value, "$", errors);
        return errors;
    }

    private void Check(JsonObject schema, JsonNode? value, string at, List<string> errors)
    {
        foreach (var (keyword, rule) in schema)
        {
            if (Annotations.Contains(keyword)) continue;
            if (!Holds(keyword, rule!, schema, value, at, errors)) errors.Add($"{at}: {keyword}");
        }
    }

    private bool Holds(string keyword, JsonNode rule, JsonObject schema, JsonNode? value, string at, List<string> errors)
    {
        switch (keyword)
        {
            case "$ref":
                Check(Resolve(rule.GetValue<string>()), value, at, errors);
                return true;
            case "type":
                return rule is JsonArray types ? types.Any(t => IsA(t!.GetValue<string>(), value)) : IsA(rule.GetValue<string>(), value);
            case "enum":
                return rule.AsArray().Any(e => JsonNode.DeepEquals(e, value));
            case "oneOf":
                return rule.AsArray().Count(s => Errors(s!, value).Count == 0) == 1;
            case "pattern":
                return value is not JsonValue text || !text.TryGetValue<string>(out var s) || Regex.IsMatch(s, rule.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1));
            case "maxLength":
                return value is not JsonValue long1 || !long1.TryGetValue<string>(out var t1) || t1.Length <= Number(rule);
            case "minimum":
                return !IsA("number", value) || Number(value!) >= Number(rule);
            case "maximum":
                return !IsA("number", value) || Number(value!) <= Number(rule);
            case "minItems":
                return value is not JsonArray few || few.Count >= Number(rule);
            case "maxItems":
                return value is not JsonArray many || many.Count <= Number(rule);
            case "items":
                for (var i = 0; value is JsonArray list && i < list.Count; i++) Check(rule.AsObject(), list[i], $"{at}[{i}]", errors);
                return true;
            case "required":
                return value is not JsonObject whole || rule.AsArray().All(r => whole.ContainsKey(r!.GetValue<string>()));
            case "properties":
                foreach (var (name, member) in rule.AsObject())
                    if (value is JsonObject o && o.TryGetPropertyValue(name, out var inner)) Check(member!.AsObject(), inner, $"{at}.{name}", errors);
                return true;
            case "additionalProperties":
                return Others(rule, schema, value, at, errors);
            default:
                throw new NotSupportedException($"{at}: the keyword {keyword} is not checked.");
        }
    }

    private bool Others(JsonNode rule, JsonObject schema, JsonNode? value, string at, List<string> errors)
    {
        if (value is not JsonObject whole) return true;
        var named = schema["properties"]?.AsObject();
        var others = whole.Where(m => named?.ContainsKey(m.Key) != true).ToArray();
        if (rule is JsonValue allowed) return allowed.GetValue<bool>() || others.Length == 0;
        foreach (var (name, member) in others) Check(rule.AsObject(), member, $"{at}.{name}", errors);
        return true;
    }

    private JsonObject Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(document, (node, part) => node[part]!).AsObject();

    private static bool IsA(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "boolean" => value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "number" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        "integer" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number && decimal.IsInteger(Number(value)),
        _ => throw new NotSupportedException(type),
    };

    private static decimal Number(JsonNode node) => decimal.Parse(node.ToJsonString().Trim('"'), CultureInfo.InvariantCulture);
}
