using Gateway.Audit.Merkle;
using Gateway.Audit.Subjects;
using Gateway.Audit.Tiles;

namespace Gateway.Audit.Reading;

/// <summary>Holds a sidecar against the roots that a bundle's entries state.</summary>
internal static class SubjectsCheck
{
    /// <summary>Adds a problem for each entry whose root its subjects' hashes do not have.</summary>
    /// <param name="index">The bundle's number.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="entries">Where its entries lie in it.</param>
    /// <param name="sidecar">Its sidecar; empty where there is none.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static void Run(long index, ReadOnlySpan<byte> bundle, List<Range> entries, ReadOnlySpan<byte> sidecar, ICollection<LogProblem> problems)
    {
        var path = TilePath.Subjects(index);
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

            var hashes = sidecar[subjects[i]];
            if (!hashes.IsEmpty) SubjectTree.Root(hashes, root);
            if (!Agrees(bundle[entries[i]], hashes.IsEmpty ? default : root))
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
