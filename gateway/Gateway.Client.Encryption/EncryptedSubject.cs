namespace Gateway.Client.Encryption;

/// <summary>One person, with features that never leave this process in the clear.</summary>
/// <param name="Id">The person's id; it travels in the clear.</param>
/// <param name="Features">The offer's features, by name; none may be missing.</param>
public sealed record EncryptedSubject(string Id, IReadOnlyDictionary<string, double> Features);
