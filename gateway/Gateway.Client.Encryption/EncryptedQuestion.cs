using Sandbox.Protocol;
using Sandbox.Protocol.Encrypted;

namespace Gateway.Client.Encryption;

/// <summary>A question whose features are encrypted: safe to keep on disk and to send again.</summary>
public sealed class EncryptedQuestion
{
    internal EncryptedQuestion(string product, byte[] bytes)
    {
        Product = product;
        Bytes = bytes;
        Subjects = EncryptedRequestReader.TryRead(bytes, out var request, out _)
            ? request.Subjects
            : throw new EncryptedScoreException("These bytes are no question under these parameters.");
    }

    /// <summary>The product.</summary>
    public string Product { get; }

    /// <summary>The container, as it is sent.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Who is asked about.</summary>
    public IReadOnlyList<SubjectId> Subjects { get; }

    /// <summary>A question whose bytes were kept.</summary>
    /// <exception cref="EncryptedScoreException">They are none.</exception>
    public static EncryptedQuestion Kept(string product, ReadOnlyMemory<byte> bytes) => new(product, bytes.ToArray());
}
