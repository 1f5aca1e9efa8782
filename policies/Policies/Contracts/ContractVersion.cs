using Policies.Decisions;

namespace Policies.Contracts;

/// <summary>
/// One immutable version of a contract: its document and the SHA-256 of the document's canonical JSON, which is its identity.
/// </summary>
/// <param name="Document">What it says.</param>
/// <param name="Sha256">Lower-case hexadecimal of the SHA-256 of the canonical JSON (RFC 8785).</param>
public sealed record ContractVersion(ContractDocument Document, string Sha256)
{
    private ScoreGrants? _scoreGrants;
    private EncryptedGrants? _encryptedGrants;

    /// <summary>
    /// The grants of this version, made once and shared by all requests. Two threads may make them at the same time; either's are the same.
    /// A copy that was given another document makes its own.
    /// </summary>
    internal ScoreGrants? ScoreGrants
    {
        get
        {
            if (Document.Score is null) return null;
            if (_scoreGrants is { } made && ReferenceEquals(made.Contract.Document, Document)) return made;
            return _scoreGrants = new ScoreGrants(this);
        }
    }

    /// <summary>The same of its encrypted scores.</summary>
    internal EncryptedGrants? EncryptedGrants
    {
        get
        {
            if (Document.Encrypted is null) return null;
            if (_encryptedGrants is { } made && ReferenceEquals(made.Contract.Document, Document)) return made;
            return _encryptedGrants = new EncryptedGrants(this);
        }
    }

    /// <summary>Equal when document and identity are: what was made of them is not part of them.</summary>
    public bool Equals(ContractVersion? other) =>
        other is not null && string.Equals(Sha256, other.Sha256, StringComparison.Ordinal) && Document.Equals(other.Document);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sha256, Document);
}
