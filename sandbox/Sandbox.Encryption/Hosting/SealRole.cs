namespace Sandbox.Encryption.Hosting;

/// <summary>What a host is for.</summary>
internal enum SealRole
{
    /// <summary>Holds keys: makes them, encrypts and decrypts. It has the system's random source.</summary>
    Client,

    /// <summary>Computes on ciphertexts. It has no random source, so that no key can be made in it.</summary>
    Evaluator,
}
