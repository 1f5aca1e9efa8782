using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Policies.Yaml;

namespace Policies.Cases;

/// <summary>
/// The request of a case → the JSON that a consumer would send. YAML's flow style is JSON, so a request can be pasted either way; nothing is
/// checked here, since a malformed request makes a good case.
/// </summary>
internal static partial class CaseRequest
{
    /// <summary>The body. With a batch, the first subject is repeated that often, each time with another id.</summary>
    public static byte[] ToJson(YamlMap request, int batch)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, batch > 0 ? Repeat(request, batch) : request);
        return buffer.WrittenSpan.ToArray();
    }

    private static YamlMap Repeat(YamlMap request, int batch) => request with
    {
        Entries = [.. request.Entries.Select(e => e is ({ Text: "subjects" }, YamlList { Items: [YamlMap first, ..] } list)
            ? (e.Key, list with { Items = [.. Enumerable.Range(1, batch).Select(i => WithId(first, i))] })
            : e)],
    };

    private static YamlMap WithId(YamlMap subject, int number) => subject with
    {
        Entries = [.. subject.Entries.Select(e => e.Key.Text is "id"
            ? (e.Key, new YamlScalar(e.Value.Line, string.Create(CultureInfo.InvariantCulture, $"CASE-{number}"), Plain: false))
            : e)],
    };

    private static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                json.WriteStartObject();
                foreach (var (key, value) in map.Entries)
                {
                    json.WritePropertyName(key.Text);
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
            case YamlList list:
                json.WriteStartArray();
                foreach (var item in list.Items) Write(json, item);
                json.WriteEndArray();
                break;
            case YamlScalar { IsNull: true }:
                json.WriteNullValue();
                break;
            case YamlScalar { Plain: true } scalar when scalar.Text is "true" or "false" || JsonNumber.IsMatch(scalar.Text):
                json.WriteRawValue(scalar.Text);
                break;
            case YamlScalar scalar:
                json.WriteStringValue(scalar.Text);
                break;
        }
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex JsonNumber { get; }
}
