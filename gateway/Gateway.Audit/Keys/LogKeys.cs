using System.Text;
using Gateway.Audit.Files;
using Gateway.Audit.Notes;

namespace Gateway.Audit.Keys;

/// <summary>The signing key of a log, which lies in its folder, and the key that verifies, which lies beside it for people to take away.</summary>
public static class LogKeys
{
    /// <summary>The key by which a log's checkpoints are verified; makes the log's key where there is no log yet, so that witnesses can be told of it first.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="origin">The log's name.</param>
    /// <exception cref="LogCorruptException">The log has entries, but no key that can be read.</exception>
    public static NoteKey Ensure(string folder, string origin)
    {
        var files = DiskFiles.Instance;
        files.CreateFolder(folder);
        using var signer = Open(files, folder, origin, LogLayout.Segments(files.List(Path.Combine(folder, LogLayout.Wal))).Count > 0);
        return signer.VerifierKey;
    }

    internal static NoteSigner Open(ILogFiles files, string folder, string origin, bool begun)
    {
        var signer = new NoteSigner(origin, NoteKeyKind.Log, KeyFile.Open(files, folder, LogLayout.SigningKey, begun));
        PutVerifierKey(files, Path.Combine(folder, LogLayout.VerifierKey), signer.VerifierKey);
        return signer;
    }

    /// <summary>For people; nothing here trusts it.</summary>
    internal static void PutVerifierKey(ILogFiles files, string path, NoteKey key)
    {
        var text = Encoding.ASCII.GetBytes(key + "\n");
        if (files.TryReadWhole(path) is not { } found || !found.AsSpan().SequenceEqual(text)) files.Put(path, text, durable: true);
    }
}
