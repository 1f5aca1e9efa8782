using System.Text.Json.Serialization;

namespace Gateway.Audit.Entries;

/// <summary>Reads what <see cref="EntryWriter"/> and <see cref="SegmentHeader"/> wrote.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(LogEntry))]
[JsonSerializable(typeof(SegmentHeader))]
internal sealed partial class EntryJson : JsonSerializerContext;
