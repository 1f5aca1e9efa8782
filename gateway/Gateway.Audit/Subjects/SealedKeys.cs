using Gateway.Audit.Files;

namespace Gateway.Audit.Subjects;

/// <summary>The sealed keys in a log's folder: <c>keys/ID.json</c>, one a period; <c>keys/ID.untold</c> is one that no entry may tell of yet.</summary>
public static class SealedKeys
{
    private const string Ending = ".json";
    private const string Untold = ".untold";

    /// <summary>All that are there, the oldest first.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <exception cref="LogCorruptException">A file there is no sealed key.</exception>
    public static IReadOnlyList<SealedKey> List(string folder) => List(DiskFiles.Instance, folder);

    internal static IReadOnlyList<SealedKey> List(ILogFiles files, string folder) =>
    [
        .. Ids(files, folder, Ending).Select(id => Find(files, folder, id)).OfType<SealedKey>().OrderBy(k => k.From),
    ];

    internal static SealedKey? Find(ILogFiles files, string folder, string id) =>
        files.TryReadWhole(PathOf(folder, id, Ending)) is { } bytes ? Parse(bytes, PathOf(folder, id, Ending)) : null;

    /// <summary>Those that were prepared and not published, with the bytes of their files.</summary>
    internal static IReadOnlyList<(SealedKey Key, byte[] Bytes)> ListUntold(ILogFiles files, string folder) =>
    [
        .. Ids(files, folder, Untold).Select(id => PathOf(folder, id, Untold)).Select(path => (Path: path, Bytes: files.TryReadWhole(path)))
            .Where(f => f.Bytes is not null).Select(f => (Parse(f.Bytes!, f.Path), f.Bytes!)),
    ];

    /// <summary>Makes a key durable that no entry tells of yet.</summary>
    internal static void Prepare(ILogFiles files, string folder, string id, ReadOnlySpan<byte> bytes)
    {
        var keys = Path.Combine(folder, LogLayout.SealedKeys);
        files.CreateFolder(keys);
        files.Put(PathOf(folder, id, Untold), bytes, durable: true);
        files.SyncFolder(keys);
        files.SyncFolder(folder);
    }

    /// <summary>Gives a prepared key, of which an entry tells, the name that it keeps.</summary>
    internal static void Publish(ILogFiles files, string folder, string id)
    {
        files.Rename(PathOf(folder, id, Untold), PathOf(folder, id, Ending));
        files.SyncFolder(Path.Combine(folder, LogLayout.SealedKeys));
    }

    internal static void Remove(ILogFiles files, string folder, string id)
    {
        files.Delete(PathOf(folder, id, Ending));
        files.SyncFolder(Path.Combine(folder, LogLayout.SealedKeys));
    }

    private static IEnumerable<string> Ids(ILogFiles files, string folder, string ending) =>
        files.List(Path.Combine(folder, LogLayout.SealedKeys)).Where(n => n.EndsWith(ending, StringComparison.Ordinal)).Select(n => n[..^ending.Length]);

    private static SealedKey Parse(byte[] bytes, string path) => SealedKey.Parse(bytes) ?? throw new LogCorruptException(path, "this is no sealed key.");

    private static string PathOf(string folder, string id, string ending) => Path.Combine(folder, LogLayout.SealedKeys, id + ending);
}
