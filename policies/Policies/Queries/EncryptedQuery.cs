using Sandbox.Protocol.Encrypted;

namespace Policies.Queries;

/// <summary>Asks for scores with the consumer's features encrypted.</summary>
/// <param name="Request">What the container says in the clear; its purpose and subjects are the query's.</param>
/// <param name="CiphertextHashes">Base64 of the SHA-256 of each feature's ciphertext. Ciphertexts cannot be guessed, so they need no salt.</param>
public sealed record EncryptedQuery(EncryptedRequest Request, IReadOnlyList<string> CiphertextHashes) : Query(Request.Purpose, Request.Subjects);
