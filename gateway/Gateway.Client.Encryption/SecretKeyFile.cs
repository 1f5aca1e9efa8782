using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Client.Keys;
using Sandbox.Encryption;
using Sandbox.Protocol.Encrypted;

namespace Gateway.Client.Encryption;

/// <summary>
/// A secret key in a file that its owner alone may read (mode 0600), written whole or not at all:
/// <c>"DPGSKEY1"</c>, 32 bytes of the parameters' hash, 8 bytes of its birth (Unix seconds, big-endian), and the key as SEAL saves it.
/// </summary>
public sealed class SecretKeyFile(string path, TimeProvider time)
{
    private const int Head = 8 + 32 + 8;

    private static ReadOnlySpan<byte> Magic => "DPGSKEY1"u8;

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>
    /// The key, made when there is none and made anew when it is older than <paramref name="maxAge"/>. The old one is gone then, so rotate only while no
    /// question is under way.
    /// </summary>
    /// <exception cref="ClientKeyException">The file is open to other users, or is no key under these parameters.</exception>
    public SecretKey OpenOrCreate(SealClient seal, TimeSpan maxAge)
    {
        if (File.Exists(Path))
        {
            var (key, born) = Read();
            if (time.GetUtcNow() - born <= maxAge) return key;
            key.Dispose();
        }
        var fresh = seal.CreateKey();
        Write(fresh);
        return fresh;
    }

    /// <summary>The key.</summary>
    /// <exception cref="ClientKeyException">There is none, it is open to other users, or it is no key under these parameters.</exception>
    public SecretKey Open() => File.Exists(Path) ? Read().Key : throw new ClientKeyException($"There is no encryption key {Path}.");

    private (SecretKey Key, DateTimeOffset Born) Read()
    {
        PrivateFile.RefuseOpen(Path);
        var bytes = GC.AllocateUninitializedArray<byte>(Head + SecretKey.Size, pinned: true);
        try
        {
            using (var file = File.OpenRead(Path))
            {
                if (file.Length != bytes.Length) throw NoKey();
                file.ReadExactly(bytes);
            }
            if (!bytes.AsSpan().StartsWith(Magic) || !bytes.AsSpan(8, 32).SequenceEqual(CkksParameters.Sha256.Span)) throw NoKey();
            var born = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(40));
            if (born is < 0 or > 253402300799) throw NoKey();
            return (SecretKey.Import(bytes.AsSpan(Head)), DateTimeOffset.FromUnixTimeSeconds(born));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private void Write(SecretKey key)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Head + SecretKey.Size, pinned: true);
        try
        {
            Magic.CopyTo(bytes);
            CkksParameters.Sha256.Span.CopyTo(bytes.AsSpan(8));
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(40), time.GetUtcNow().ToUnixTimeSeconds());
            key.Export().CopyTo(bytes.AsSpan(Head));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            PrivateFile.Write(Path, bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private ClientKeyException NoKey() => new($"{Path} is no encryption key under these parameters. Move it away; the next run makes a new one.");
}
