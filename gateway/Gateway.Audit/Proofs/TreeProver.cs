using System.Collections.Concurrent;
using System.Numerics;
using Gateway.Audit.Files;
using Gateway.Audit.Merkle;
using Gateway.Audit.Tiles;

namespace Gateway.Audit.Proofs;

/// <summary>
/// Makes proofs about a tree of one size from its hash tiles, for any number of callers. Of the tiles at the tree's right edge, at most one a level, it remembers every hash that it has computed:
/// most proofs need them.
/// </summary>
public sealed class TreeProver
{
    private const int TileHeight = 8;
    private readonly TileReader _tiles;
    private readonly ConcurrentDictionary<(int Height, long Begin), byte[]> _edge = new();

    /// <summary>Proves about the log in a folder.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="size">The size of the tree: that of a checkpoint that was published.</param>
    public TreeProver(string folder, long size)
        : this(DiskFiles.Instance, folder, size)
    {
    }

    internal TreeProver(ILogFiles files, string folder, long size) => (_tiles, Size) = (new TileReader(files, folder), size);

    /// <summary>The size of the tree.</summary>
    public long Size { get; }

    /// <summary>The hashes from an entry's sibling up.</summary>
    /// <exception cref="LogCorruptException">A tile is missing.</exception>
    public byte[] Inclusion(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        var (proof, tiles) = (new List<byte[]>(), new Tiles());
        var (begin, end) = (0L, Size);
        while (end - begin > 1)
        {
            var split = begin + Split(end - begin);
            proof.Add(index < split ? Range(split, end, tiles) : Range(begin, split, tiles));
            (begin, end) = index < split ? (begin, split) : (split, end);
        }

        proof.Reverse();
        return [.. proof.SelectMany(h => h)];
    }

    /// <summary>The hashes that lead from an earlier tree of the log to this one.</summary>
    /// <exception cref="LogCorruptException">A tile is missing.</exception>
    public byte[] Consistency(long earlier)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(earlier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, Size);
        if (earlier == 0 || earlier == Size) return [];
        var (proof, tiles) = (new List<byte[]>(), new Tiles());
        var (begin, end) = (0L, Size);
        while (end != earlier)
        {
            var split = begin + Split(end - begin);
            proof.Add(earlier <= split ? Range(split, end, tiles) : Range(begin, split, tiles));
            (begin, end) = earlier <= split ? (begin, split) : (split, end);
        }

        // What the earlier tree ends with; the verifier has it already when it is the whole earlier tree.
        if (begin > 0) proof.Add(Range(begin, end, tiles));
        proof.Reverse();
        return [.. proof.SelectMany(h => h)];
    }

    /// <summary>The root of the tree.</summary>
    public byte[] Root() => Size == 0 ? TreeHash.Empty.ToArray() : Range(0, Size, new Tiles());

    /// <summary>The largest power of two below a number.</summary>
    private static long Split(long count) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(count - 1)));

    /// <summary>The hash over a range as the tree has it: each part of it begins at a multiple of its own size, rounded up to a power of two.</summary>
    private byte[] Range(long begin, long end, Tiles tiles)
    {
        var count = end - begin;
        if (BitOperations.IsPow2(count)) return Subtree(BitOperations.TrailingZeroCount(count), begin, tiles);
        var split = begin + Split(count);
        var hash = new byte[TreeHash.Size];
        TreeHash.Node(Range(begin, split, tiles), Range(split, end, tiles), hash);
        return hash;
    }

    private byte[] Subtree(int height, long begin, Tiles tiles)
    {
        var level = height / TileHeight;
        var first = begin >> (level * TileHeight);
        var index = first / TilePath.Width;
        var isEdge = TileReader.Width(level, index, Size) < TilePath.Width;
        if (isEdge && _edge.TryGetValue((height, begin), out var known)) return known;
        var hash = new byte[TreeHash.Size];
        var hashes = 1 << (height % TileHeight);
        TreeHash.Root(Tile(level, index, tiles).AsSpan((int)(first % TilePath.Width) * TreeHash.Size, hashes * TreeHash.Size), hash);
        return isEdge ? _edge.GetOrAdd((height, begin), hash) : hash;
    }

    private byte[] Tile(int level, long index, Tiles tiles)
    {
        if (tiles.TryGetValue((level, index), out var tile)) return tile;
        var path = TilePath.Hashes(level, index);
        var width = TileReader.Width(level, index, Size);
        tile = _tiles.Read(path, width);
        if (tile is null || tile.Length < width * TreeHash.Size) throw new LogCorruptException(path, "the tile is missing or ends early.");
        return tiles[(level, index)] = tile;
    }

    /// <summary>The tiles that one proof has read.</summary>
    private sealed class Tiles : Dictionary<(int Level, long Index), byte[]>;
}
