using System.Security.Cryptography;
using System.Text;
using Gateway.Audit.Files;

namespace Gateway.Audit.Subjects;

/// <summary>A file that holds one key: 64 hexadecimal digits and a line feed, for this user only.</summary>
internal static class SubjectKeyFile
{
    /// <summary>Reads the key.</summary>
    /// <exception cref="LogCorruptException">The file is missing or holds no key.</exception>
    public static SubjectKey Read(ILogFiles files, string folder)
    {
        var path = Path.Combine(folder, LogLayout.SubjectKey);
        var text = new byte[(2 * SubjectKey.Size) + 2];
        var length = 0;
        try
        {
            using var file = files.Open(path, write: false);
            while (length < text.Length && file.Read(text.AsSpan(length), length) is > 0 and var read) length += read;
        }
        catch (FileNotFoundException e)
        {
            throw new LogCorruptException(path, 0, "the key is missing, but the log has entries that need it. Bring it back.", e);
        }

        var key = new byte[SubjectKey.Size];
        var isKey = length == (2 * SubjectKey.Size) + 1
            && text[length - 1] == (byte)'\n'
            && Convert.FromHexString(text.AsSpan(0, length - 1), key, out _, out _) == System.Buffers.OperationStatus.Done;
        CryptographicOperations.ZeroMemory(text);
        return isKey ? new SubjectKey(key) : throw new LogCorruptException(path, 1, "this is no key.");
    }

    /// <summary>Writes a new key; durable when it returns.</summary>
    public static SubjectKey Create(ILogFiles files, string folder)
    {
        var key = SubjectKey.Create();
        var path = Path.Combine(folder, LogLayout.SubjectKey);
        using (var file = files.Create(path + LogLayout.Unfinished))
        {
            // A crash up to the rename leaves an unfinished file that the next start removes, and no log yet.
            file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key.Bytes) + "\n"), 0);
            file.Sync();
        }

        files.Rename(path + LogLayout.Unfinished, path);
        // The first segment is made after this only: where there is a log, there is its key.
        files.SyncFolder(folder);
        return key;
    }
}
