namespace Gateway.Answers;

/// <summary>A key as it stands in the store.</summary>
/// <param name="RequestHash">The hash of the request that it came with.</param>
/// <param name="ChargeId">What the request's charge is called.</param>
/// <param name="Boot">The start of the gateway that reserved it.</param>
/// <param name="Created">When it was reserved.</param>
/// <param name="Contract">The SHA-256 of the contract version that its request is under.</param>
/// <param name="Answer">Null while it is only reserved.</param>
internal sealed record AnswerRow(byte[] RequestHash, UInt128 ChargeId, byte[] Boot, DateTimeOffset Created, string Contract, StoredAnswer? Answer);
