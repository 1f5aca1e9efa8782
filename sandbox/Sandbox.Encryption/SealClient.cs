using Microsoft.ClearScript.JavaScript;
using Sandbox.Encryption.Hosting;
using Sandbox.Protocol.Encrypted;

namespace Sandbox.Encryption;

/// <summary>
/// The side that holds the key: makes keys, encrypts features, decrypts answers. One host; callers take turns. It lives as long as the process.
/// <b>Nothing decrypted ever goes back to a server</b>: CKKS is not secure against one that sees decryptions (Li and Micciancio, 2021). Only final integer
/// scores are for others.
/// </summary>
public sealed class SealClient
{
    private readonly HostPool _pool;

    private SealClient(HostPool pool) => _pool = pool;

    /// <summary>Starts SEAL and proves that it works: about a second.</summary>
    /// <exception cref="SealUnavailableException">It does not; the message says what is missing.</exception>
    public static SealClient Start() => Start(SealFiles.Folder);

    internal static SealClient Start(string folder)
    {
        var host = new SealHost(SealFiles.Read(folder, SealRole.Client), SealRole.Client, SealLimits.Default);
        var client = new SealClient(new HostPool([host], SealLimits.Default.CallTime));
        SelfTest.Prove(client, host);
        return client;
    }

    internal HostPool Pool => _pool;

    /// <summary>A new secret key.</summary>
    public SecretKey CreateKey()
    {
        using var lease = _pool.Rent();
        using var bytes = (ITypedArray<byte>)lease.Host.Call("generateKey");
        return new SecretKey(HostArrays.Take(bytes, pinned: true));
    }

    /// <summary>Encrypts vectors, each into a fresh ciphertext of its own.</summary>
    /// <param name="key">The key.</param>
    /// <param name="values">The vectors one after the other, each with at most <see cref="CkksParameters.Slots"/> numbers.</param>
    /// <param name="vectors">How many they are.</param>
    /// <returns>The ciphertexts one after the other, each <see cref="CiphertextShape.SeededLength"/> bytes.</returns>
    public byte[] Encrypt(SecretKey key, ReadOnlySpan<double> values, int vectors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vectors, 1);
        if (values.Length % vectors != 0 || values.Length / vectors is < 1 or > CkksParameters.Slots)
            throw new ArgumentException("Vectors have one length, of 1 to 4096.", nameof(values));
        using var lease = _pool.Rent();
        using var keyBytes = lease.Host.Copy(key.Export());
        using var numbers = lease.Host.Copy(values);
        using var ciphertexts = (ITypedArray<byte>)lease.Host.Call("encrypt", keyBytes, numbers, vectors);
        return HostArrays.Take(ciphertexts);
    }

    /// <summary>The first <paramref name="count"/> numbers of an answer's ciphertext.</summary>
    /// <exception cref="SealRefusedException">The bytes are no ciphertext under these parameters.</exception>
    public double[] Decrypt(SecretKey key, ReadOnlySpan<byte> ciphertext, int count)
    {
        if (!CiphertextShape.IsAnswer(ciphertext)) throw new SealRefusedException("These bytes are no ciphertext of an answer.");
        using var lease = _pool.Rent();
        using var keyBytes = lease.Host.Copy(key.Export());
        using var bytes = lease.Host.Copy(ciphertext);
        using var numbers = (ITypedArray<double>)lease.Host.Call("decrypt", keyBytes, bytes, count);
        return HostArrays.Take(numbers);
    }
}
