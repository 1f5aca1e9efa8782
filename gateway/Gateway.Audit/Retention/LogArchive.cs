using Gateway.Audit.Files;
using Gateway.Audit.Reading;
using Gateway.Audit.Tiles;

namespace Gateway.Audit.Retention;

/// <summary>
/// Moves what is old into <c>archive/</c>, which may lie on another disk: whole bundles with their sidecars and hash tiles, from the log's beginning on. Whoever
/// reads looks in both places, so every proof stays as it was.
/// </summary>
internal sealed class LogArchive(ILogFiles files, string folder)
{
    private const int Batch = 64;
    private readonly BundleReader _bundles = new(files, folder);

    /// <summary>Moves the bundles whose entries are all older; how many it moved.</summary>
    /// <param name="size">The number of entries under the last checkpoint.</param>
    /// <param name="before">Older than this.</param>
    public long Move(long size, DateTimeOffset before)
    {
        var full = size / TilePath.Width;
        var first = FirstThatIsHere(full);
        var next = first;
        while (true)
        {
            var paths = new List<string>();
            var begin = next;
            while (next < full && next - begin < Batch && _bundles.Records(next, size).All(r => r.Entry.Time < before)) paths.AddRange(PathsOf(next++));
            if (paths.Count == 0) return next - first;
            Move(paths);
        }
    }

    private void Move(List<string> paths)
    {
        var archive = Path.Combine(folder, LogLayout.Archive);
        files.CreateFolder(archive);
        var here = new List<string>(paths.Count);
        foreach (var path in paths)
        {
            // Not here: a crash came between its removal and that of the others. It is there.
            if (files.TryReadWhole(Path.Combine(folder, path)) is not { } bytes) continue;
            var place = Path.Combine(archive, path);
            files.CreateFolder(Path.GetDirectoryName(place)!);
            files.Put(place, bytes, durable: false);
            here.Add(path);
        }

        // A crash before this returns leaves all of them here. After it they are in both places, and the next time goes on with removing them.
        files.SyncAll(archive);
        foreach (var path in here) files.Delete(Path.Combine(folder, path));
    }

    /// <summary>The files of a bundle, its entries last: where they are not here, nothing of it is. With the last of 256, the tile above them.</summary>
    private static IEnumerable<string> PathsOf(long bundle)
    {
        yield return TilePath.Subjects(bundle);
        yield return TilePath.Hashes(0, bundle);
        for (var (level, count) = (1, bundle + 1); count % TilePath.Width == 0; level++)
        {
            count /= TilePath.Width;
            yield return TilePath.Hashes(level, count - 1);
        }

        yield return TilePath.Entries(bundle);
    }

    /// <summary>What was moved is a beginning of the log.</summary>
    private long FirstThatIsHere(long full)
    {
        var (low, high) = (0L, full);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (files.TryReadWhole(Path.Combine(folder, TilePath.Entries(middle))) is null) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
