using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Audit.Proofs;
using Gateway.Client.Receipts;

namespace Gateway.Cli.Scores;

/// <summary>An answer's bytes as they came, and beside them (<c>FILE.receipt.json</c>) the receipt that proves them.</summary>
internal sealed record SavedReceipt(string Origin, long Index, string Nonce, string ContractSha256, string IdempotencyKey, ReceiptCost? Cost = null, string? QueryNonce = null)
{
    public const string Ending = ".receipt.json";

    public static SavedReceipt Of(Receipt receipt, string idempotencyKey) => new(
        receipt.Origin,
        receipt.Index,
        Convert.ToBase64String(receipt.Nonce.Span),
        Convert.ToHexStringLower(receipt.ContractSha256.Span),
        idempotencyKey,
        receipt.Cost is { } cost ? new ReceiptCost(cost.NanoRho, cost.FemtoDelta, receipt.Left?.NanoRho, receipt.Left?.FemtoDelta) : null,
        receipt.QueryNonce.IsEmpty ? null : Convert.ToBase64String(receipt.QueryNonce.Span));

    /// <summary>What verifies an answer. A nonce that is no base64 fits no answer.</summary>
    public AnswerReceipt ToAnswerReceipt()
    {
        var nonce = new byte[Nonce.Length];
        return new AnswerReceipt(Origin, Index, Convert.TryFromBase64String(Nonce, nonce, out var written) ? nonce.AsMemory(0, written) : default, ContractSha256) { Cost = Cost };
    }

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
        await File.WriteAllBytesAsync(path + Ending, JsonSerializer.SerializeToUtf8Bytes(Of(proof, idempotencyKey), ReceiptJson.Default.SavedReceipt), cancellation);
        await File.WriteAllBytesAsync(path, body, cancellation);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SavedReceipt))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
