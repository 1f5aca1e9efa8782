using System.Runtime.CompilerServices;
using Gateway.Audit.Merkle;

namespace Gateway.Audit.Subjects;

/// <summary>The tree over an entry's subjects: its leaves are their keyed hashes, in the order asked.</summary>
internal static class SubjectTree
{
    private const int Stack = 64;

    /// <summary>The root over at least one keyed hash.</summary>
    /// <param name="hashes">The keyed hashes, one after the other.</param>
    /// <param name="root">Receives 32 bytes.</param>
    [SkipLocalsInit]
    public static void Root(ReadOnlySpan<byte> hashes, Span<byte> root)
    {
        var leaves = hashes.Length <= Stack * TreeHash.Size ? stackalloc byte[hashes.Length] : new byte[hashes.Length];
        Span<byte> leaf = stackalloc byte[1 + TreeHash.Size];
        leaf[0] = TreeHash.LeafPrefix;
        for (var at = 0; at < hashes.Length; at += TreeHash.Size)
        {
            hashes.Slice(at, TreeHash.Size).CopyTo(leaf[1..]);
            TreeHash.Leaf(leaf, leaves.Slice(at, TreeHash.Size));
        }

        TreeHash.Root(leaves, root);
    }
}
