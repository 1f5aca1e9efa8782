using Gateway.Audit.Files;
using Gateway.Audit.Merkle;

namespace Gateway.Audit.Tiles;

/// <summary>The right edge of the tree: the last tile of each level, as far as it goes. It is all that is needed to grow the tree and to know its root.</summary>
internal sealed class TreeEdge
{
    private readonly List<byte[]> _tiles = [];
    private readonly List<int> _widths = [];

    /// <summary>A tile was filled.</summary>
    public delegate void Filled(int level, long index, ReadOnlySpan<byte> hashes);

    /// <summary>The number of entries.</summary>
    public long Size { get; private set; }

    /// <summary>The number of levels.</summary>
    public int Levels => _tiles.Count;

    /// <summary>Loads the edge of a tree that ends with a full tile. It reads full tiles only: nobody vouches for the others.</summary>
    /// <exception cref="LogCorruptException">A tile is missing or short.</exception>
    public static TreeEdge Load(ILogFiles files, string folder, long size)
    {
        var edge = new TreeEdge { Size = size };
        var below = size / TilePath.Width;
        Span<byte> hash = stackalloc byte[TreeHash.Size];
        var tiles = new TileReader(files, folder);
        edge.Level(0);
        for (var level = 1; below > 0; level++, below /= TilePath.Width)
        {
            edge.Level(level);
            for (var index = below - (below % TilePath.Width); index < below; index++)
            {
                TreeHash.Root(ReadFull(tiles, TilePath.Hashes(level - 1, index)), hash);
                edge.Put(level, hash);
            }
        }

        return edge;
    }

    /// <summary>The hashes of a level's last tile.</summary>
    public ReadOnlySpan<byte> Tile(int level) => _tiles[level].AsSpan(0, _widths[level] * TreeHash.Size);

    /// <summary>The place of a level's last tile.</summary>
    public long Index(int level)
    {
        var index = Size / TilePath.Width;
        for (; level > 0; level--) index /= TilePath.Width;
        return index;
    }

    /// <summary>Adds an entry.</summary>
    public void Append(ReadOnlySpan<byte> leafHash, Filled filled)
    {
        Level(0);
        Put(0, leafHash);
        Size++;
        Carry(0, filled);
    }

    /// <summary>Adds as many entries as fill a tile, to a tree that ends with a full one.</summary>
    /// <param name="leafHashes">Their hashes.</param>
    /// <param name="root">The root over them.</param>
    /// <param name="filled">Hears of tiles that are full now.</param>
    public void AppendTile(ReadOnlySpan<byte> leafHashes, ReadOnlySpan<byte> root, Filled filled)
    {
        Level(0);
        if (_widths[0] != 0 || leafHashes.Length != TilePath.Width * TreeHash.Size) throw new ArgumentException("This is no tile, or its place is taken.", nameof(leafHashes));
        Size += TilePath.Width;
        filled(0, Index(0) - 1, leafHashes);
        Level(1);
        Put(1, root);
        Carry(1, filled);
    }

    /// <summary>The root of the tree.</summary>
    public void Root(Span<byte> root)
    {
        TreeHash.Empty.CopyTo(root);
        var any = false;
        Span<byte> hashes = stackalloc byte[(TilePath.Width + 1) * TreeHash.Size];
        for (var level = 0; level < _tiles.Count; level++)
        {
            var tile = Tile(level);
            tile.CopyTo(hashes);
            // What is left over below stands at the right of its level, as a node for fewer entries.
            if (any) root.CopyTo(hashes[tile.Length..]);
            var length = tile.Length + (any ? TreeHash.Size : 0);
            if (length == 0) continue;
            TreeHash.Root(hashes[..length], root);
            any = true;
        }
    }

    private void Carry(int from, Filled filled)
    {
        Span<byte> root = stackalloc byte[TreeHash.Size];
        for (var level = from; _widths[level] == TilePath.Width; level++)
        {
            TreeHash.Root(_tiles[level], root);
            _widths[level] = 0;
            filled(level, Index(level) - 1, _tiles[level]);
            Level(level + 1);
            Put(level + 1, root);
        }
    }

    private static byte[] ReadFull(TileReader tiles, string path) =>
        tiles.Read(path, TilePath.Width) is { Length: TilePath.Width * TreeHash.Size } tile ? tile : throw new LogCorruptException(path, "a full tile is missing.");

    private void Level(int level)
    {
        if (_tiles.Count > level) return;
        _tiles.Add(new byte[TilePath.Width * TreeHash.Size]);
        _widths.Add(0);
    }

    private void Put(int level, ReadOnlySpan<byte> hash) => hash.CopyTo(_tiles[level].AsSpan(_widths[level]++ * TreeHash.Size));
}
