using Gateway.Audit.Files;
using Gateway.Audit.Merkle;
using Gateway.Audit.Notes;
using Gateway.Audit.Reading;
using Gateway.Audit.Tiles;

namespace Gateway.Audit.Excerpts;

/// <summary>
/// Some bundles of a log, with the hash tiles that lead from them to a checkpoint's root, under their names in C2SP tlog-tiles. What it hands out is in the log.
/// </summary>
public sealed class LogExcerpt
{
    private readonly TileReader _tiles;
    private readonly Checkpoint _checkpoint;
    private readonly Dictionary<(int Level, long Index), byte[]?> _proved = [];

    /// <summary>An excerpt.</summary>
    /// <param name="read">Reads a file by its name; null when it is not there.</param>
    /// <param name="checkpoint">A checkpoint that one trusts.</param>
    public LogExcerpt(Func<string, byte[]?> read, Checkpoint checkpoint) => (_tiles, _checkpoint) = (new TileReader((path, buffer) => buffer.TryCopy(read(path))), checkpoint);

    /// <summary>How many entries a bundle holds.</summary>
    public static int BundleSize => TilePath.Width;

    /// <summary>The names of the files that a bundle needs: of one that is not full, the part of it and the whole that may have taken its place.</summary>
    /// <param name="size">The checkpoint's size.</param>
    /// <param name="bundle">The bundle's number.</param>
    public static IEnumerable<(string Part, string Whole)> FilesOf(long size, long bundle)
    {
        yield return Names(TilePath.Entries(bundle), TileReader.Width(0, bundle, size));
        for (var (level, index, count) = (0, bundle, size); count > 0; (level, index, count) = (level + 1, index / TilePath.Width, count / TilePath.Width))
        {
            if (index <= (count - 1) / TilePath.Width) yield return Names(TilePath.Hashes(level, index), TileReader.Width(level, index, size));
            // What stands at the right edge of each level makes the root.
            if (count % TilePath.Width is > 0 and var edge && count / TilePath.Width != index) yield return Names(TilePath.Hashes(level, count / TilePath.Width), (int)edge);
        }
    }

    /// <summary>The name of the keyed hashes of a bundle's subjects, which the entries' roots prove.</summary>
    public static string SubjectsOf(long bundle) => TilePath.Subjects(bundle);

    /// <summary>Of such a file, which grows in place, what belongs to entries under a checkpoint.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="size">The checkpoint's size.</param>
    /// <param name="bundle">The bundle's number.</param>
    public static ReadOnlySpan<byte> CutSubjects(ReadOnlySpan<byte> bytes, long size, long bundle) =>
        BundleContent.Subjects(bytes, TileReader.Width(0, bundle, size)) is [.., var last] ? bytes[..last.End.Value] : [];

    /// <summary>The entries of a bundle's file, which proves nothing by itself; those that cannot be read are left out.</summary>
    public static IReadOnlyList<LogRecord> ReadBundle(ReadOnlySpan<byte> bytes, long bundle, long size)
    {
        var records = new List<LogRecord>();
        var first = bundle * TilePath.Width;
        foreach (var (i, range) in BundleContent.Entries(bytes, TileReader.Width(0, bundle, size)).Index())
        {
            var entry = bytes[range].ToArray();
            if (EntryParser.Parse(entry) is { } parsed) records.Add(new LogRecord(first + i, parsed, entry));
        }

        return records;
    }

    /// <summary>The root that the tiles have, against the checkpoint's.</summary>
    public LogProblem? CheckRoot()
    {
        Span<byte> root = stackalloc byte[TreeHash.Size];
        Span<byte> hashes = stackalloc byte[(TilePath.Width + 1) * TreeHash.Size];
        TreeHash.Empty.CopyTo(root);
        var any = false;
        for (var (level, count) = (0, _checkpoint.Size); count > 0; (level, count) = (level + 1, count / TilePath.Width))
        {
            var width = (int)(count % TilePath.Width);
            var length = width * TreeHash.Size;
            if (width > 0)
            {
                if (Read(level, count / TilePath.Width, width) is not { } tile) return Missing(level, count / TilePath.Width);
                tile.CopyTo(hashes);
                _proved[(level, count / TilePath.Width)] = tile;
            }

            if (any) root.CopyTo(hashes[length..]);
            length += any ? TreeHash.Size : 0;
            if (length == 0) continue;
            TreeHash.Root(hashes[..length], root);
            any = true;
        }

        if (_checkpoint.Root.Span.SequenceEqual(root)) return null;
        _proved.Clear();
        return new LogProblem(LogProblemKind.Checkpoint, 0, LogLayout.Checkpoint, "states another root than the hash tiles have");
    }

    /// <summary>The entries of a bundle, after <see cref="CheckRoot"/> found nothing.</summary>
    /// <param name="bundle">Its number.</param>
    /// <param name="problems">Receives what is wrong, with the entries and with their subjects' hashes. Entries that are not the tree's are left out.</param>
    public IReadOnlyList<LogRecord> Entries(long bundle, ICollection<LogProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var (first, path) = (bundle * TilePath.Width, TilePath.Entries(bundle));
        var width = TileReader.Width(0, bundle, _checkpoint.Size);
        if (Proved(0, bundle) is not { } tile)
        {
            problems.Add(new LogProblem(LogProblemKind.Tile, first, TilePath.Hashes(0, bundle), "is missing, or does not lead to the checkpoint's root"));
            return [];
        }

        var bytes = _tiles.Read(path, width) ?? [];
        var ranges = BundleContent.Entries(bytes, width);
        if (ranges.Count < width) problems.Add(new LogProblem(LogProblemKind.Entry, first + ranges.Count, path, $"is missing, or ends before entry {first + width - 1}"));
        var records = new List<LogRecord>(ranges.Count);
        Span<byte> hash = stackalloc byte[TreeHash.Size];
        for (var i = 0; i < ranges.Count; i++)
        {
            var entry = bytes[ranges[i]];
            TreeHash.Leaf([TreeHash.LeafPrefix, .. entry], hash);
            if (!tile.AsSpan(i * TreeHash.Size, TreeHash.Size).SequenceEqual(hash))
                problems.Add(new LogProblem(LogProblemKind.Entry, first + i, path, $"holds another entry {first + i} than the log"));
            else if (EntryParser.Parse(entry) is { } parsed) records.Add(new LogRecord(first + i, parsed, entry));
            else problems.Add(new LogProblem(LogProblemKind.Entry, first + i, path, $"holds an entry {first + i} that cannot be read"));
        }

        SubjectsCheck.Run(bundle, bytes, ranges, _tiles.Read(TilePath.Subjects(bundle), TilePath.Width) ?? [], problems);
        return records;
    }

    /// <summary>A tile whose root its parent holds, or that stands at the right edge.</summary>
    private byte[]? Proved(int level, long index)
    {
        if (_proved.TryGetValue((level, index), out var known)) return known;
        var tile = Read(level, index, TilePath.Width);
        if (tile is not null)
        {
            Span<byte> root = stackalloc byte[TreeHash.Size];
            TreeHash.Root(tile, root);
            var at = (int)(index % TilePath.Width) * TreeHash.Size;
            var parent = level < 8 ? Proved(level + 1, index / TilePath.Width) : null;
            if (parent is null || parent.Length < at + TreeHash.Size || !parent.AsSpan(at, TreeHash.Size).SequenceEqual(root)) tile = null;
        }

        return _proved[(level, index)] = tile;
    }

    private byte[]? Read(int level, long index, int width)
    {
        var tile = _tiles.Read(TilePath.Hashes(level, index), width);
        return tile is null || tile.Length < width * TreeHash.Size ? null : tile[..(width * TreeHash.Size)];
    }

    private static (string Part, string Whole) Names(string path, int width) => (width < TilePath.Width ? TilePath.Partial(path, width) : path, path);

    private static LogProblem Missing(int level, long index) =>
        new(LogProblemKind.Tile, 0, TilePath.Hashes(level, index), "is missing, so nothing leads to the checkpoint's root");
}
