using Gateway.Audit.Merkle;
using Gateway.Audit.Subjects;
using Gateway.Audit.Tiles;

namespace Gateway.Audit.Reading;

/// <summary>What was found of one bundle, its hash tile and its sidecar.</summary>
/// <param name="LeafHashes">The hashes of the entries that are there; where one is missing, what the tile says of it.</param>
/// <param name="Root">The root over them.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record BundleCheck(byte[] LeafHashes, byte[] Root, IReadOnlyList<LogProblem> Problems)
{
    public static BundleCheck Run(TileReader tiles, long index, int width)
    {
        var problems = new List<LogProblem>();
        var first = index * TilePath.Width;
        var path = TilePath.Entries(index);
        var bundle = tiles.Read(path, width, out var exact) ?? [];
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
            TreeHash.Leaf(bundle.AsSpan(start, entries[i].End.Value - start), hashes.AsSpan(i * TreeHash.Size));
        }

        CompareTile(tiles, index, hashes, entries.Count, problems);
        CheckSubjects(tiles, index, bundle, entries, problems);
        var root = new byte[TreeHash.Size];
        TreeHash.Root(hashes, root);
        return new BundleCheck(hashes, root, problems);
    }

    private static void CompareTile(TileReader tiles, long index, byte[] hashes, int entries, List<LogProblem> problems)
    {
        var first = index * TilePath.Width;
        var path = TilePath.Hashes(0, index);
        if (tiles.Read(path, hashes.Length / TreeHash.Size) is not { } tile || tile.Length < hashes.Length)
        {
            problems.Add(new LogProblem(LogProblemKind.Tile, first, path, "is missing, or ends early"));
            return;
        }

        var found = entries * TreeHash.Size;
        tile.AsSpan(found, hashes.Length - found).CopyTo(hashes.AsSpan(found));
        if (tile.AsSpan(0, found).SequenceEqual(hashes.AsSpan(0, found))) return;
        for (var i = 0; i < entries; i++)
        {
            var at = i * TreeHash.Size;
            if (!tile.AsSpan(at, TreeHash.Size).SequenceEqual(hashes.AsSpan(at, TreeHash.Size)))
                problems.Add(new LogProblem(LogProblemKind.Entry, first + i, TilePath.Entries(index), $"holds another entry {first + i} than the hash in {path} is of"));
        }
    }

    private static void CheckSubjects(TileReader tiles, long index, byte[] bundle, List<Range> entries, List<LogProblem> problems)
    {
        var path = TilePath.Subjects(index);
        var sidecar = tiles.Read(path, TilePath.Width) ?? [];
        var subjects = BundleContent.Subjects(sidecar, entries.Count);
        Span<byte> root = stackalloc byte[TreeHash.Size];
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = (index * TilePath.Width) + i;
            if (i >= subjects.Count)
            {
                problems.Add(new LogProblem(LogProblemKind.Subjects, entry, path, $"is missing, or ends before entry {entry}"));
                return;
            }

            var hashes = sidecar.AsSpan(subjects[i]);
            if (!hashes.IsEmpty) SubjectTree.Root(hashes, root);
            if (!Agrees(bundle.AsSpan(entries[i]), hashes.IsEmpty ? default : root))
                problems.Add(new LogProblem(LogProblemKind.Subjects, entry, path, $"does not have the root that entry {entry} states"));
        }
    }

    private static bool Agrees(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> root)
    {
        try
        {
            Span<byte> stated = stackalloc byte[TreeHash.Size];
            return EntryParser.TrySubjectsRoot(entry, stated) ? root.SequenceEqual(stated) : root.IsEmpty;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
