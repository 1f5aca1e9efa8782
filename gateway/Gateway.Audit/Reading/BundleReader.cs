using Gateway.Audit.Files;
using Gateway.Audit.Tiles;

namespace Gateway.Audit.Reading;

/// <summary>Reads bundles and their sidecars. It trusts what it reads.</summary>
internal sealed class BundleReader(ILogFiles files, string folder)
{
    private readonly TileReader _tiles = new(files, folder);

    /// <summary>An entry, from its bytes.</summary>
    /// <exception cref="LogCorruptException">They are no entry.</exception>
    public static LogRecord Parse(long index, ReadOnlyMemory<byte> bytes, string file) =>
        new(index, EntryParser.Parse(bytes.Span) ?? throw new LogCorruptException(file, $"entry {index} is no entry."), bytes);

    /// <summary>The entries of a bundle, as far as a tree of this size goes.</summary>
    /// <exception cref="LogCorruptException">The bundle is missing or short, or holds what is no entry.</exception>
    public IReadOnlyList<LogRecord> Records(long bundle, long size)
    {
        var (path, bytes, ranges) = Entries(bundle, size);
        return [.. ranges.Select((range, i) => Parse((bundle * TilePath.Width) + i, bytes.AsMemory(range), path))];
    }

    /// <summary>One entry of a tree of this size.</summary>
    /// <inheritdoc cref="Records"/>
    public LogRecord Record(long index, long size)
    {
        var (path, bytes, ranges) = Entries(index / TilePath.Width, size);
        return Parse(index, bytes.AsMemory(ranges[(int)(index % TilePath.Width)]), path);
    }

    /// <summary>The keyed hashes of the subjects of each entry of a bundle, as far as a tree of this size goes.</summary>
    /// <exception cref="LogCorruptException">The sidecar is missing or short.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Subjects(long bundle, long size)
    {
        var path = TilePath.Subjects(bundle);
        var width = TileReader.Width(0, bundle, size);
        var bytes = _tiles.Read(path, TilePath.Width) ?? throw new LogCorruptException(path, "it is missing.");
        var ranges = BundleContent.Subjects(bytes, width);
        if (ranges.Count < width) throw new LogCorruptException(path, "it ends early.");
        return [.. ranges.Select(range => (ReadOnlyMemory<byte>)bytes.AsMemory(range))];
    }

    private (string Path, byte[] Bytes, List<Range> Ranges) Entries(long bundle, long size)
    {
        var path = TilePath.Entries(bundle);
        var width = TileReader.Width(0, bundle, size);
        var bytes = _tiles.Read(path, width) ?? throw new LogCorruptException(path, "it is missing.");
        var ranges = BundleContent.Entries(bytes, width);
        return ranges.Count < width ? throw new LogCorruptException(path, "it ends early.") : (path, bytes, ranges);
    }
}
