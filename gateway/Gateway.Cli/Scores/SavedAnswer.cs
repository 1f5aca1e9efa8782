using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Client.Receipts;

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
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> body, Receipt proof, string idempotencyKey, CancellationToken cancellation)
    {
        var receipt = new SavedReceipt(
            proof.Origin,
            proof.Index,
            Convert.ToBase64String(proof.Nonce.Span),
            Convert.ToHexStringLower(proof.ContractSha256.Span),
            idempotencyKey);
        await File.WriteAllBytesAsync(path + Ending, JsonSerializer.SerializeToUtf8Bytes(receipt, ReceiptJson.Default.SavedReceipt), cancellation);
        await File.WriteAllBytesAsync(path, body, cancellation);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SavedReceipt))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
