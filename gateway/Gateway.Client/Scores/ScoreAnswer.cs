using Gateway.Client.Receipts;

namespace Gateway.Client.Scores;

/// <summary>The answer to a <see cref="ScoreRequest"/>.</summary>
/// <param name="Product">The product.</param>
/// <param name="Model">SHA-256 of the model that scored (lower-case hexadecimal).</param>
/// <param name="DataVersion">The data version that was scored on.</param>
/// <param name="Scores">One a subject, in the order asked.</param>
public sealed record ScoreAnswer(string Product, string Model, string DataVersion, IReadOnlyList<SubjectScore> Scores);

/// <summary>One person's score.</summary>
/// <param name="Subject">Who, as the gateway spells the id.</param>
/// <param name="Score">300 to 850; null for a person who is not known.</param>
/// <param name="Band">A to E; null with no score.</param>
/// <param name="Reasons">What lowered the score most, most first.</param>
public sealed record SubjectScore(string Subject, int? Score, string? Band, IReadOnlyList<string> Reasons);

/// <summary>An answer with its proof.</summary>
/// <param name="Answer">The answer, read.</param>
/// <param name="Body">The answer's bytes as sent: what the receipt's log entry holds the salted hash of.</param>
/// <param name="Receipt">The receipt.</param>
/// <param name="IdempotencyKey">The key that the answer was asked under.</param>
public sealed record ScoreReply(ScoreAnswer Answer, ReadOnlyMemory<byte> Body, Receipt Receipt, string IdempotencyKey);
