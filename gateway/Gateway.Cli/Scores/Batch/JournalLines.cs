using System.Text.Json.Serialization;

namespace Gateway.Cli.Scores.Batch;

/// <summary>The journal's first line: what the run is of. A resumed run must be of the same, or its chunks would not be the same requests.</summary>
internal sealed record JournalHead(
    string Run,
    string InputSha256,
    long InputSize,
    string Product,
    string Purpose,
    int? Precision,
    int? Reasons,
    string? UnknownSubjects,
    int ChunkSize)
{
    /// <summary>The idempotency key of a chunk.</summary>
    public string Key(int chunk) => $"{Run}-{chunk.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}

/// <summary>A further line: a chunk whose scores are in the output.</summary>
/// <param name="Chunk">From 0.</param>
/// <param name="Rows">Rows scored.</param>
/// <param name="OutputEnd">The output's length once the chunk was written.</param>
/// <param name="Origin">The receipt's log.</param>
/// <param name="Receipt">The receipt's index.</param>
/// <param name="Nonce">The receipt's nonce, base64.</param>
internal sealed record JournalChunk(int Chunk, int Rows, long OutputEnd, string Origin, long Receipt, string Nonce);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(JournalHead))]
[JsonSerializable(typeof(JournalChunk))]
internal sealed partial class JournalJson : JsonSerializerContext;
