using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Audit.Files;
using Gateway.Audit.Tiles;

namespace Testing.Faults;

/// <summary>A tree of made-up leaves, in hash tiles.</summary>
internal sealed class SyntheticTree
{
    private readonly TreeEdge _edge = new();
    private readonly TileFiles _tiles;

    public SyntheticTree(ILogFiles files, string folder) => _tiles = new TileFiles(files, folder);

    public long Size => _edge.Size;

    public static byte[] Leaf(long index)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, index);
        return SHA256.HashData(bytes);
    }

    public void GrowTo(long size)
    {
        while (_edge.Size < size) _edge.Append(Leaf(_edge.Size), (level, index, hashes) => _tiles.PutFull(TilePath.Hashes(level, index), hashes));
        for (var level = 0; level < _edge.Levels; level++)
            if (_edge.Tile(level) is { Length: > 0 } tile) _tiles.PutPartial(TilePath.Hashes(level, _edge.Index(level)), tile.Length / 32, tile);
    }

    public byte[] Root()
    {
        var root = new byte[32];
        _edge.Root(root);
        return root;
    }
}
