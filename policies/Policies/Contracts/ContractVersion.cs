namespace Policies.Contracts;

/// <summary>
/// One immutable version of a contract: its document and the SHA-256 of the document's canonical JSON, which is its identity.
/// </summary>
/// <param name="Document">What it says.</param>
/// <param name="Sha256">Lower-case hexadecimal of the SHA-256 of the canonical JSON (RFC 8785).</param>
public sealed record ContractVersion(ContractDocument Document, string Sha256);
