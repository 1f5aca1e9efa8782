using Gateway.Audit.Files;

namespace Gateway.Audit.Subjects;

/// <summary>The sealed keys in a log's folder: <c>keys/ID</c>, one a period.</summary>
public static class SealedKeys
{
    private const string Ending = ".json";

    /// <summary>All that are there, the oldest first.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <exception cref="LogCorruptException">A file there is no sealed key.</exception>
    public static IReadOnlyList<SealedKey> List(string folder) => List(DiskFiles.Instance, folder);

    internal static IReadOnlyList<SealedKey> List(ILogFiles files, string folder) =>
    [
        .. files.List(Path.Combine(folder, LogLayout.SealedKeys)).Where(n => n.EndsWith(Ending, StringComparison.Ordinal))
            .Select(n => Find(files, folder, Path.GetFileNameWithoutExtension(n))).OfType<SealedKey>().OrderBy(k => k.From),
    ];

    internal static SealedKey? Find(ILogFiles files, string folder, string id)
    {
        var path = PathOf(folder, id);
        return files.TryReadWhole(path) is not { } bytes ? null : SealedKey.Parse(bytes) ?? throw new LogCorruptException(path, "this is no sealed key.");
    }

    internal static void Put(ILogFiles files, string folder, string id, ReadOnlySpan<byte> bytes)
    {
        var keys = Path.Combine(folder, LogLayout.SealedKeys);
        files.CreateFolder(keys);
        files.Put(PathOf(folder, id), bytes, durable: true);
        files.SyncFolder(keys);
        files.SyncFolder(folder);
    }

    internal static void Remove(ILogFiles files, string folder, string id)
    {
        files.Delete(PathOf(folder, id));
        files.SyncFolder(Path.Combine(folder, LogLayout.SealedKeys));
    }

    private static string PathOf(string folder, string id) => Path.Combine(folder, LogLayout.SealedKeys, id + Ending);
}
