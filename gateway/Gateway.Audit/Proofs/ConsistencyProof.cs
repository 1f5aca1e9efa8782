using Gateway.Audit.Merkle;

namespace Gateway.Audit.Proofs;

/// <summary>That a tree holds all of an earlier one, in the same order (RFC 9162, section 2.1.4).</summary>
public static class ConsistencyProof
{
    /// <summary>True when the tree of <paramref name="size2"/> entries begins with the tree of <paramref name="size1"/>.</summary>
    /// <param name="size1">The earlier size. From an empty tree everything follows, and nothing is to be proved.</param>
    /// <param name="size2">The later size.</param>
    /// <param name="proof">Hashes of 32 bytes, one after the other.</param>
    /// <param name="root1">The earlier root.</param>
    /// <param name="root2">The later root.</param>
    public static bool Verify(long size1, long size2, ReadOnlySpan<byte> proof, ReadOnlySpan<byte> root1, ReadOnlySpan<byte> root2)
    {
        if (size1 < 0 || size2 < size1 || root1.Length != TreeHash.Size || root2.Length != TreeHash.Size || proof.Length % TreeHash.Size != 0) return false;
        if (size1 == size2) return proof.IsEmpty && root1.SequenceEqual(root2);
        if (size1 == 0) return proof.IsEmpty && root1.SequenceEqual(TreeHash.Empty);
        if (proof.IsEmpty) return false;

        var (at, last) = (size1 - 1, size2 - 1);
        while ((at & 1) == 1) (at, last) = (at >> 1, last >> 1);
        Span<byte> old = stackalloc byte[TreeHash.Size];
        Span<byte> now = stackalloc byte[TreeHash.Size];
        // A whole subtree at the start is its own first hash.
        var first = at == 0 ? root1 : proof[..TreeHash.Size];
        if (at != 0) proof = proof[TreeHash.Size..];
        first.CopyTo(old);
        first.CopyTo(now);
        for (; proof.Length > 0; proof = proof[TreeHash.Size..])
        {
            if (last == 0) return false;
            var sibling = proof[..TreeHash.Size];
            if ((at & 1) == 1 || at == last)
            {
                TreeHash.Node(sibling, old, old);
                TreeHash.Node(sibling, now, now);
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                TreeHash.Node(now, sibling, now);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && old.SequenceEqual(root1) && now.SequenceEqual(root2);
    }
}
