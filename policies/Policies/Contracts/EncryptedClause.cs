namespace Policies.Contracts;

/// <summary>What a contract grants of scores under encryption.</summary>
/// <param name="Features">The consumer features that come encrypted: exactly the product's.</param>
/// <param name="Precision">The government's contribution is rounded to this many points, 1 to 100.</param>
/// <param name="MaxBatch">Subjects in one request, 1 to 4,096: the slots of one ciphertext.</param>
/// <param name="PerSubjectPerDay">How often one person may be asked about a day, counted together with clear scores; null: no cap.</param>
public sealed record EncryptedClause(IReadOnlyList<string> Features, int Precision, int MaxBatch, int? PerSubjectPerDay);
