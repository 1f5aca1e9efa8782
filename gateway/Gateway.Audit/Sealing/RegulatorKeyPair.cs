using System.Text;
using Gateway.Audit.Files;
using Gateway.Audit.Keys;
using NSec.Cryptography;

namespace Gateway.Audit.Sealing;

/// <summary>The regulator's pair: it opens what was sealed to its public half. The gateway never sees it.</summary>
public sealed class RegulatorKeyPair : IDisposable
{
    /// <summary>What is added to the file's name for the public half.</summary>
    public const string PublicEnding = ".pub";

    private readonly Key _key;

    internal RegulatorKeyPair(ReadOnlySpan<byte> seed)
    {
        _key = Key.Import(KeyAgreementAlgorithm.X25519, seed, KeyBlobFormat.RawPrivateKey);
        Public = new RegulatorKey(_key.PublicKey);
    }

    /// <summary>What is given to the gateway.</summary>
    public RegulatorKey Public { get; }

    /// <summary>Reads a pair from its file; makes the file, for this user only, where there is none, and one with the public half beside it.</summary>
    /// <exception cref="LogCorruptException">The file holds no key.</exception>
    public static RegulatorKeyPair Ensure(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path));
        DiskFiles.Instance.CreateFolder(folder);
        var pair = new RegulatorKeyPair(KeyFile.Open(DiskFiles.Instance, folder, name, begun: false));
        DiskFiles.Instance.Put(Path.Combine(folder, name + PublicEnding), Encoding.ASCII.GetBytes(pair.Public + "\n"), durable: true);
        return pair;
    }

    /// <summary>Reads a pair.</summary>
    /// <exception cref="LogCorruptException">There is no such file, or it holds no key.</exception>
    public static RegulatorKeyPair Load(string path) =>
        new(KeyFile.Open(DiskFiles.Instance, Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path), begun: true));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    internal byte[]? Open(ReadOnlySpan<byte> info, string context, ReadOnlySpan<byte> sealedMessage) =>
        Hpke.Open(_key, info, Encoding.UTF8.GetBytes(context), sealedMessage);
}
