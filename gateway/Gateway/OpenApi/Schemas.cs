using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>Short words for the schemas that are written by hand. Objects are closed: the gateway refuses members that it does not know.</summary>
internal static class Schemas
{
    public static OpenApiSchema Text(string description, string? pattern = null, int? maxLength = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Pattern = pattern, MaxLength = maxLength };

    public static OpenApiSchema OneOf(string description, params IEnumerable<string> values) =>
        new() { Type = JsonSchemaType.String, Description = description, Enum = [.. values.Select(v => (JsonNode)v)] };

    public static OpenApiSchema Whole(string description, long? minimum = null, long? maximum = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Description = description,
        Minimum = minimum?.ToString(CultureInfo.InvariantCulture),
        Maximum = maximum?.ToString(CultureInfo.InvariantCulture),
    };

    public static OpenApiSchema Number(string description) => new() { Type = JsonSchemaType.Number, Description = description };

    public static OpenApiSchema Truth(string description) => new() { Type = JsonSchemaType.Boolean, Description = description };

    public static OpenApiSchema List(string description, IOpenApiSchema items, int minItems = 0, int? maxItems = null) =>
        new() { Type = JsonSchemaType.Array, Description = description, Items = items, MinItems = minItems, MaxItems = maxItems };

    public static OpenApiSchema Map(string description, IOpenApiSchema values) =>
        new() { Type = JsonSchemaType.Object, Description = description, AdditionalProperties = values };

    /// <summary>A closed object. Members whose names end in <c>?</c> may be absent.</summary>
    public static OpenApiSchema Closed(string description, params IReadOnlyList<(string Name, IOpenApiSchema Schema)> members) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = members.ToDictionary(m => m.Name.TrimEnd('?'), m => m.Schema, StringComparer.Ordinal),
        Required = members.Where(m => !m.Name.EndsWith('?')).Select(m => m.Name).ToHashSet(StringComparer.Ordinal),
        AdditionalPropertiesAllowed = false,
    };

    public static OpenApiSchema OrNull(this OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        if (schema.Enum is { } values) values.Add(JsonNullSentinel.JsonNull);
        return schema;
    }

    public static OpenApiExample Example(string summary, string json) => new() { Summary = summary, Value = JsonNode.Parse(json) };
}
