using Gateway.Client.Receipts;
using Sandbox.Protocol.Models;

namespace Gateway.Client.Encryption;

/// <summary>An opened answer with its proof. <b>Share final scores only, never <see cref="EncryptedScore.Points"/>.</b></summary>
/// <param name="Model">SHA-256 of the model that scored (lower-case hexadecimal).</param>
/// <param name="DataVersion">The data version that was scored on.</param>
/// <param name="Precision">What the city's contribution was rounded down to, in points.</param>
/// <param name="Scores">One a person, in the order asked.</param>
/// <param name="Body">The answer's bytes as sent: what the receipt's log entry holds the salted hash of.</param>
/// <param name="Receipt">The receipt.</param>
/// <param name="IdempotencyKey">The key that the answer was asked under.</param>
public sealed record EncryptedReply(
    string Model, string DataVersion, int Precision, IReadOnlyList<EncryptedScore> Scores, ReadOnlyMemory<byte> Body, Receipt Receipt, string IdempotencyKey);

/// <summary>One person's score.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Points">
/// The decrypted points, with CKKS's own error of about 10⁻⁶. For this process only: decrypted values that get back to a server can give the key away (Li and
/// Micciancio, 2021). Null for a person who is not known.
/// </param>
/// <param name="Score">300 to 850, the points clipped and rounded to whole ones; null for a person who is not known.</param>
/// <param name="Band">A to E; null with no score.</param>
public sealed record EncryptedScore(string Subject, double? Points, int? Score, string? Band)
{
    internal static EncryptedScore Of(string subject, double? points)
    {
        if (points is not { } known) return new EncryptedScore(subject, null, null, null);
        var score = (int)Math.Round(Math.Clamp(known, ScoreScale.Minimum, ScoreScale.Maximum), MidpointRounding.ToEven);
        return new EncryptedScore(subject, known, score, ScoreScale.Band(score));
    }
}
