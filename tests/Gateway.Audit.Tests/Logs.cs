using Gateway.Audit.Files;
using Gateway.Audit.Merkle;
using Gateway.Audit.Notes;
using Testing.Faults;

namespace Gateway.Audit.Tests;

/// <summary>Looks at logs from outside.</summary>
internal static class Logs
{
    /// <summary>The checkpoint as it lies there, or null.</summary>
    public static Checkpoint? Checkpoint(ILogFiles files, string folder = TestLog.Folder)
    {
        try
        {
            return files.TryReadWhole(Path.Combine(folder, LogLayout.Checkpoint)) is { } note
                ? Gateway.Audit.Notes.Checkpoint.Parse(SignedNote.Parse(note)!.Text)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The Merkle tree hash over the first entries, by the definition of RFC 6962, section 2.1.</summary>
    public static byte[] Root(IReadOnlyList<LogRecord> records, long size) =>
        Root([.. records.Take((int)size).Select(r => Leaf(r.Bytes.Span))]);

    public static byte[] Root(ReadOnlySpan<byte[]> leafHashes)
    {
        if (leafHashes.Length == 0) return TreeHash.Empty.ToArray();
        if (leafHashes.Length == 1) return leafHashes[0];
        var split = 1;
        while (split * 2 < leafHashes.Length) split *= 2;
        return System.Security.Cryptography.SHA256.HashData([1, .. Root(leafHashes[..split]), .. Root(leafHashes[split..])]);
    }

    public static byte[] Leaf(ReadOnlySpan<byte> entry) => System.Security.Cryptography.SHA256.HashData([0, .. entry]);
}
