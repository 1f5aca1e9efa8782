using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Client.Scores;

namespace Gateway.Cli.Scores;

/// <summary>An answer's bytes as they came, and beside them (<c>FILE.receipt.json</c>) the receipt that proves them.</summary>
internal sealed record SavedReceipt(string Origin, long Index, string Nonce, string ContractSha256, string IdempotencyKey)
{
    public const string Ending = ".receipt.json";

    /// <summary>Reads the receipt that was saved beside an answer; null when what is there is none.</summary>
    public static async Task<SavedReceipt?> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(path + Ending, cancellation), ReceiptJson.Default.SavedReceipt);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the receipt first: an answer without its receipt is never left behind.</summary>
    public static async Task WriteAsync(string path, ScoreReply reply, CancellationToken cancellation)
    {
        var receipt = new SavedReceipt(
            reply.Receipt.Origin,
            reply.Receipt.Index,
            Convert.ToBase64String(reply.Receipt.Nonce.Span),
            Convert.ToHexStringLower(reply.Receipt.ContractSha256.Span),
            reply.IdempotencyKey);
        await File.WriteAllBytesAsync(path + Ending, JsonSerializer.SerializeToUtf8Bytes(receipt, ReceiptJson.Default.SavedReceipt), cancellation);
        await File.WriteAllBytesAsync(path, reply.Body, cancellation);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SavedReceipt))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
