using System.Security.Cryptography;
using Gateway.Client.Problems;

namespace Gateway.Client.Receipts;

/// <summary><c>Content-Digest</c> (RFC 9530, section 2).</summary>
internal static class ContentDigest
{
    public const string Header = "Content-Digest";

    /// <summary>Proves that the body is what the header says. A missing or foreign header is no proof.</summary>
    /// <exception cref="AnswerAlteredException">It is not.</exception>
    public static void Verify(string? header, ReadOnlySpan<byte> body)
    {
        if (StructuredDictionary.Parse(header)?.GetValueOrDefault("sha-256") is not byte[] stated)
            throw new AnswerAlteredException("The answer came without a Content-Digest of sha-256, so nothing proves that it is whole.");
        if (!CryptographicOperations.FixedTimeEquals(stated, SHA256.HashData(body)))
            throw new AnswerAlteredException("The answer does not match its Content-Digest: it was altered or cut on the way. Ask again with the same idempotency key.");
    }
}
