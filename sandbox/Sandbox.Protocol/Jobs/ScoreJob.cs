namespace Sandbox.Protocol.Jobs;

/// <summary>What happens to a subject that the dataset does not hold.</summary>
public enum UnknownSubjects
{
    /// <summary>It gets no score. <b>Reveals whether a person is known.</b></summary>
    Refuse,

    /// <summary>It gets the score of missing government features. <b>Reveals whether a person is known</b> (to who looks closely).</summary>
    Prior,

    /// <summary>
    /// It is scored with the government features of a donor chosen by a keyed hash, stable over calls and versions. Membership does not
    /// show, but the score is no statement about the person.
    /// </summary>
    Imputed,
}

/// <summary>A job of the <c>scores</c> worker: the body of the request that crosses the wall, as UTF-8 JSON.</summary>
/// <param name="Product">The product.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="DataVersion">The pinned data version; another one is <c>stale-version</c>.</param>
/// <param name="Model">The pinned model's SHA-256 (lower-case hexadecimal).</param>
/// <param name="Precision">Scores are multiples of this many points (1 to 100).</param>
/// <param name="Reasons">Up to this many reasons a score (0 to 3).</param>
/// <param name="UnknownSubjects">What happens to unknown subjects.</param>
/// <param name="Subjects">Canonical, distinct subject ids, 1 to 1,000.</param>
/// <param name="ConsumerFeatures">
/// Feature name → one value a subject, in the order of <paramref name="Subjects"/>; null is a missing value. Exactly the model's consumer features.
/// </param>
public sealed record ScoreJob(
    string Product,
    string Dataset,
    string DataVersion,
    string Model,
    int Precision,
    int Reasons,
    UnknownSubjects UnknownSubjects,
    IReadOnlyList<string> Subjects,
    IReadOnlyDictionary<string, IReadOnlyList<double?>> ConsumerFeatures);

/// <summary>The public answer to a <see cref="ScoreJob"/>: the response body, byte for byte what the consumer gets.</summary>
/// <param name="Product">The product.</param>
/// <param name="Model">The model's SHA-256.</param>
/// <param name="DataVersion">The data version.</param>
/// <param name="Scores">One a subject, in the order asked.</param>
public sealed record ScoreAnswer(string Product, string Model, string DataVersion, IReadOnlyList<SubjectScore> Scores);

/// <summary>One person's score.</summary>
/// <param name="Subject">Who, as canonicalised.</param>
/// <param name="Score">300 to 850; null for an unknown subject under <see cref="UnknownSubjects.Refuse"/>.</param>
/// <param name="Band">A to E; null with no score.</param>
/// <param name="Reasons">The groups of features that lowered the score most, most first; fewer when fewer lowered it; empty with no score.</param>
public sealed record SubjectScore(string Subject, int? Score, string? Band, IReadOnlyList<string> Reasons);
