namespace Policies.Diff;

/// <summary>Whom a change favours.</summary>
public enum ChangeEffect
{
    /// <summary>The consumer may do more.</summary>
    Loosened,

    /// <summary>The consumer may do less.</summary>
    Tightened,

    /// <summary>Neither more nor less, but other.</summary>
    Altered,
}

/// <summary>One difference between two versions of a contract.</summary>
/// <param name="Field">The key in the document, such as <c>score.precision</c>.</param>
/// <param name="Effect">Whom it favours.</param>
/// <param name="English">The difference as a sentence in English.</param>
/// <param name="Chinese">The difference as a sentence in Chinese.</param>
public sealed record ContractChange(string Field, ChangeEffect Effect, string English, string Chinese);
