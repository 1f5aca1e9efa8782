using System.Security.Cryptography;

namespace Sandbox.Encryption;

/// <summary>
/// A CKKS secret key, of the client's alone. It lies in memory that is not moved and is wiped when disposed of.
/// </summary>
public sealed class SecretKey : IDisposable
{
    /// <summary>The length of a key as SEAL saves it, in bytes.</summary>
    public const int Size = 196_696;

    private readonly byte[] _bytes;
    private bool _disposed;

    internal SecretKey(byte[] pinned) => _bytes = pinned.Length == Size ? pinned : throw new ArgumentException("Not a secret key.", nameof(pinned));

    /// <summary>Takes a copy of a key that <see cref="Export"/> gave.</summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static SecretKey Import(ReadOnlySpan<byte> bytes)
    {
        var pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned);
        return new SecretKey(pinned);
    }

    /// <summary>The key, to be kept where only its owner reads it.</summary>
    public ReadOnlySpan<byte> Export()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _bytes;
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }
}
