using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Alerts.Delivery;

/// <summary>
/// The headers of Standard Webhooks (standardwebhooks.com, 1.0): an id by which a repeat is known, the time, and HMAC-SHA-256 over both and the body.
/// </summary>
internal static class WebhookSignature
{
    public const string Id = "webhook-id";
    public const string Timestamp = "webhook-timestamp";
    public const string Signature = "webhook-signature";

    public static void Sign(HttpRequestMessage message, string id, byte[] body, byte[] secret, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        message.Headers.Add(Id, id);
        message.Headers.Add(Timestamp, timestamp);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        message.Headers.Add(Signature, $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}");
    }
}
