namespace Sandbox.Protocol.Encrypted;

/// <summary>What is wrong with an encrypted request's bytes; the first thing in the order of the bytes.</summary>
public enum ContainerProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It does not begin as a request of this version does.</summary>
    NotARequest,

    /// <summary>It is for other parameters.</summary>
    OtherParameters,

    /// <summary>A text is empty, too long, or not in its alphabet.</summary>
    BadText,

    /// <summary>No feature, more than 32, the same one twice, or bounds that are no interval of numbers.</summary>
    BadFeatures,

    /// <summary>No subject, or more than fit in a ciphertext.</summary>
    BadSubjectCount,

    /// <summary>A subject is not an id in its canonical spelling.</summary>
    BadSubject,

    /// <summary>A subject stands in the request twice.</summary>
    RepeatedSubject,

    /// <summary>The length is not what the parts add up to.</summary>
    WrongLength,

    /// <summary>A ciphertext is not a fresh seeded one under the parameters.</summary>
    BadCiphertext,

    /// <summary>Two ciphertexts have the same seed, so one of them is not fresh.</summary>
    RepeatedSeed,
}
