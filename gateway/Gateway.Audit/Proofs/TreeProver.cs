using System.Numerics;
using Gateway.Audit.Files;
using Gateway.Audit.Merkle;
using Gateway.Audit.Tiles;

namespace Gateway.Audit.Proofs;

/// <summary>Makes proofs about a tree of one size from its hash tiles. For one caller at a time; it remembers the tiles that it has read.</summary>
public sealed class TreeProver
{
    private const int TileHeight = 8;
    private readonly TileReader _tiles;
    private readonly Dictionary<(int Level, long Index), byte[]> _read = [];

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
        var proof = new List<byte[]>();
        var (begin, end) = (0L, Size);
        while (end - begin > 1)
        {
            var split = begin + Split(end - begin);
            proof.Add(index < split ? Range(split, end) : Range(begin, split));
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
        var proof = new List<byte[]>();
        var (begin, end) = (0L, Size);
        while (end != earlier)
        {
            var split = begin + Split(end - begin);
            proof.Add(earlier <= split ? Range(split, end) : Range(begin, split));
            (begin, end) = earlier <= split ? (begin, split) : (split, end);
        }

        // What the earlier tree ends with; the verifier has it already when it is the whole earlier tree.
        if (begin > 0) proof.Add(Range(begin, end));
        proof.Reverse();
        return [.. proof.SelectMany(h => h)];
    }

    /// <summary>The root of the tree.</summary>
    public byte[] Root() => Size == 0 ? TreeHash.Empty.ToArray() : Range(0, Size);

    /// <summary>The largest power of two below a number.</summary>
    private static long Split(long count) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(count - 1)));

    /// <summary>The hash over a range as the tree has it: each part of it begins at a multiple of its own size, rounded up to a power of two.</summary>
    private byte[] Range(long begin, long end)
    {
        var count = end - begin;
        if (BitOperations.IsPow2(count)) return Subtree(BitOperations.TrailingZeroCount(count), begin);
        var split = begin + Split(count);
        var hash = Range(begin, split);
        TreeHash.Node(hash, Range(split, end), hash);
        return hash;
    }

    private byte[] Subtree(int height, long begin)
    {
        var level = height / TileHeight;
        var within = 1 << (height % TileHeight);
        var first = begin >> (level * TileHeight);
        var tile = Tile(level, first / TilePath.Width);
        var hash = new byte[TreeHash.Size];
        TreeHash.Root(tile.AsSpan((int)(first % TilePath.Width) * TreeHash.Size, within * TreeHash.Size), hash);
        return hash;
    }

    private byte[] Tile(int level, long index)
    {
        if (_read.TryGetValue((level, index), out var tile)) return tile;
        var path = TilePath.Hashes(level, index);
        var width = TileReader.Width(level, index, Size);
        tile = _tiles.Read(path, width);
        if (tile is null || tile.Length < width * TreeHash.Size) throw new LogCorruptException(path, "the tile is missing or ends early.");
        return _read[(level, index)] = tile;
    }
}
