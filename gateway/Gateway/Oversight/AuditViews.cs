using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Audit;
using Gateway.Audit.Search;
using Gateway.Audit.Subjects;

namespace Gateway.Oversight;

/// <summary>An entry of the log.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Entry">What it says, as it stands in the log.</param>
internal sealed record EntryView(long Index, JsonElement Entry)
{
    public static EntryView Of(LogRecord record)
    {
        using var entry = JsonDocument.Parse(record.Bytes);
        return new EntryView(record.Index, entry.RootElement.Clone());
    }
}

/// <summary>A page of entries.</summary>
/// <param name="Size">How many entries of the log were searched: all before this index.</param>
/// <param name="Entries">Those that match.</param>
/// <param name="Next">Where the next page goes on: its <c>after</c>, or <c>before</c>; null: this is the last.</param>
internal sealed record EntryPageView(long Size, IReadOnlyList<EntryView> Entries, long? Next)
{
    public static EntryPageView Of(EntryPage page) =>
        new(page.Size, [.. page.Records.Select(EntryView.Of)], page.IsLast ? null : page.Records[^1].Index);
}

/// <summary>What contracts were used for, by day.</summary>
/// <param name="Size">How many entries of the log were added up: all before this index.</param>
/// <param name="Days">One contract on one day each, in order.</param>
internal sealed record StatisticsView(long Size, IReadOnlyList<DayStatistics> Days);

/// <summary>The keys of subjects' hashes, sealed to the regulator.</summary>
/// <param name="Keys">One a period, the oldest first.</param>
internal sealed record SealedKeysView(IReadOnlyList<SealedKey> Keys);

/// <summary>The entries that a person is a subject of.</summary>
/// <param name="Recorded">The index of the entry about this search.</param>
/// <param name="Size">How many entries of the log were searched: all before this index.</param>
/// <param name="Entries">A page of them, in the log's order.</param>
/// <param name="Next">Where the next page goes on: its <c>after</c>; null: this is the last.</param>
internal sealed record PersonView(long Recorded, long Size, IReadOnlyList<EntryView> Entries, long? Next);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EntryPageView))]
[JsonSerializable(typeof(StatisticsView))]
[JsonSerializable(typeof(SealedKeysView))]
[JsonSerializable(typeof(PersonView))]
[JsonSerializable(typeof(PersonRequest))]
internal sealed partial class OversightJson : JsonSerializerContext;
