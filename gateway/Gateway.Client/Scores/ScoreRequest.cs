namespace Gateway.Client.Scores;

/// <summary>Asks for scores of 1 to 1,000 people.</summary>
/// <param name="Purpose">One of the contract's purposes, such as <c>credit-granting</c>.</param>
/// <param name="Subjects">Who; each person once.</param>
/// <param name="Precision">Points that scores shall be multiples of, 1 to 100; null: the contract's.</param>
/// <param name="Reasons">Up to so many reasons a score, 0 to 3; null: the contract's.</param>
/// <param name="UnknownSubjects"><c>refuse</c>, <c>prior</c> or <c>imputed</c>; null: the contract's.</param>
public sealed record ScoreRequest(
    string Purpose, IReadOnlyList<ScoreSubject> Subjects, int? Precision = null, int? Reasons = null, string? UnknownSubjects = null);

/// <summary>One person.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Features">The product's consumer features, by name; a null value is a missing one. Null where the product has none.</param>
public sealed record ScoreSubject(string Id, IReadOnlyDictionary<string, double?>? Features = null);
