using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Gateway.Audit.Files;

namespace Gateway.Audit.Keys;

/// <summary>A file that holds one random key: 64 hexadecimal digits and a line feed, for this user only.</summary>
internal static class KeyFile
{
    /// <summary>The size of a key, in bytes.</summary>
    public const int Size = 32;

    /// <summary>Reads a key; makes it where there is no log yet.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="folder">The log's folder.</param>
    /// <param name="name">The file's name in it.</param>
    /// <param name="begun">The log has entries: a key that is missing is lost.</param>
    /// <exception cref="LogCorruptException">The file is missing or holds no key.</exception>
    public static byte[] Open(ILogFiles files, string folder, string name, bool begun)
    {
        var path = Path.Combine(folder, name);
        if (files.TryReadWhole(path) is { } text) return Parse(text) ?? throw new LogCorruptException(path, "this is no key.");
        if (begun) throw new LogCorruptException(path, "the key is missing, but the log has entries that need it. Bring it back.");

        // A crash up to the folder's sync leaves no key, or one that nothing was written with. The log's first entries come after it.
        var key = RandomNumberGenerator.GetBytes(Size);
        Put(files, folder, name, key);
        return key;
    }

    /// <summary>Puts a key in the place of the one that is there. A crash leaves the one or the other.</summary>
    public static void Put(ILogFiles files, string folder, string name, ReadOnlySpan<byte> key)
    {
        files.Put(Path.Combine(folder, name), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key) + "\n"), durable: true);
        files.SyncFolder(folder);
    }

    private static byte[]? Parse(ReadOnlySpan<byte> text)
    {
        var key = new byte[Size];
        return text.Length == (2 * Size) + 1 && text[^1] == (byte)'\n'
            && Convert.FromHexString(text[..^1], key, out _, out _) == OperationStatus.Done ? key : null;
    }
}
