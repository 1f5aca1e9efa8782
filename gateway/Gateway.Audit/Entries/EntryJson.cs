using System.Text.Json.Serialization;

namespace Gateway.Audit.Entries;

/// <summary>Reads what <see cref="EntryWriter"/> wrote.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(LogEntry))]
internal sealed partial class EntryJson : JsonSerializerContext;
