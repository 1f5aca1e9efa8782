using Gateway.Audit.Files;
using Gateway.Audit.Merkle;
using Gateway.Audit.Tiles;

namespace Gateway.Audit.Reading;

/// <summary>What was found of one bundle, its hash tile and its sidecar.</summary>
/// <param name="LeafHashes">The hashes of the entries that are there; where one is missing, what the tile says of it.</param>
/// <param name="Root">The root over them.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record BundleCheck(byte[] LeafHashes, byte[] Root, IReadOnlyList<LogProblem> Problems)
{
    /// <summary>Computes it again.</summary>
    public static BundleCheck Run(TileReader tiles, long index, int width, BundleBuffers buffers)
    {
        var problems = new List<LogProblem>();
        var first = index * TilePath.Width;
        var path = TilePath.Entries(index);
        tiles.TryRead(path, width, buffers.Entries, out var exact);
        var bundle = buffers.Entries.Bytes;
        var entries = BundleContent.Entries(bundle, width);
        if (entries.Count < width) problems.Add(new LogProblem(LogProblemKind.Entry, first + entries.Count, path, $"is missing, or ends before entry {first + width - 1}"));

        if (exact && entries is [.., var last] && entries.Count == width && last.End.Value != bundle.Length)
            problems.Add(new LogProblem(LogProblemKind.Entry, first + width - 1, path, $"goes on after entry {first + width - 1}"));

        var hashes = new byte[width * TreeHash.Size];
        for (var i = 0; i < entries.Count; i++)
        {
            // The byte before the entry is of its length, which has been read.
            var start = entries[i].Start.Value - 1;
            bundle[start] = TreeHash.LeafPrefix;
            TreeHash.Leaf(bundle[start..entries[i].End.Value], hashes.AsSpan(i * TreeHash.Size));
        }

        CompareTile(tiles, index, hashes, entries.Count, buffers.Tile, problems);
        tiles.TryRead(TilePath.Subjects(index), TilePath.Width, buffers.Subjects, out _);
        SubjectsCheck.Run(index, bundle, entries, buffers.Subjects.Bytes, problems);
        var root = new byte[TreeHash.Size];
        TreeHash.Root(hashes, root);
        return new BundleCheck(hashes, root, problems);
    }

    private static void CompareTile(TileReader tiles, long index, byte[] hashes, int entries, FileBuffer buffer, List<LogProblem> problems)
    {
        var first = index * TilePath.Width;
        var path = TilePath.Hashes(0, index);
        tiles.TryRead(path, hashes.Length / TreeHash.Size, buffer, out _);
        var tile = buffer.Bytes;
        if (tile.Length < hashes.Length)
        {
            problems.Add(new LogProblem(LogProblemKind.Tile, first, path, "is missing, or ends early"));
            return;
        }

        var found = entries * TreeHash.Size;
        tile[found..hashes.Length].CopyTo(hashes.AsSpan(found));
        if (tile[..found].SequenceEqual(hashes.AsSpan(0, found))) return;
        for (var i = 0; i < entries; i++)
        {
            var at = i * TreeHash.Size;
            if (!tile.Slice(at, TreeHash.Size).SequenceEqual(hashes.AsSpan(at, TreeHash.Size)))
                problems.Add(new LogProblem(LogProblemKind.Entry, first + i, TilePath.Entries(index), $"holds another entry {first + i} than the hash in {path} is of"));
        }
    }
}

/// <summary>Where a bundle, its hash tile and its sidecar are read into.</summary>
internal sealed record BundleBuffers(FileBuffer Entries, FileBuffer Tile, FileBuffer Subjects)
{
    public BundleBuffers()
        : this(new FileBuffer(), new FileBuffer(), new FileBuffer())
    {
    }
}
