using Gateway.Audit.Files;

namespace Gateway.Audit.Tiles;

/// <summary>
/// Writes derived files. None of them is synced: what a power cut takes, or leaves half done, is derived again from the write-ahead log, which is
/// kept until everything was synced.
/// </summary>
internal sealed class TileFiles(ILogFiles files, string folder)
{
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    /// <summary>A full tile; what there was of it in part is removed.</summary>
    public void PutFull(string path, ReadOnlySpan<byte> bytes)
    {
        Put(path, bytes);
        // A crash before this leaves partial tiles beside the full one: a waste of space, no more.
        files.DeleteFolder(Path.Combine(folder, TilePath.PartialFolder(path)));
    }

    /// <summary>A tile that will grow.</summary>
    public void PutPartial(string path, int width, ReadOnlySpan<byte> bytes) => Put(TilePath.Partial(path, width), bytes);

    /// <summary>An empty file that grows in place, in a folder that is made if need be.</summary>
    public ILogFile Create(string path) => files.Create(Place(path));

    private void Put(string path, ReadOnlySpan<byte> bytes) => files.Put(Place(path), bytes, durable: false);

    private string Place(string path)
    {
        var place = Path.Combine(folder, path);
        var parent = Path.GetDirectoryName(place)!;
        if (_folders.Add(parent)) files.CreateFolder(parent);
        return place;
    }
}
