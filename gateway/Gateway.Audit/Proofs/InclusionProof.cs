using Gateway.Audit.Merkle;

namespace Gateway.Audit.Proofs;

/// <summary>That an entry is in a tree (RFC 9162, section 2.1.3).</summary>
public static class InclusionProof
{
    /// <summary>True when the entry with this leaf hash has this index in the tree with this size and root.</summary>
    /// <param name="leafHash">32 bytes.</param>
    /// <param name="index">The entry's index.</param>
    /// <param name="size">The tree's size.</param>
    /// <param name="proof">Hashes of 32 bytes, from the leaf's sibling up, one after the other.</param>
    /// <param name="root">32 bytes.</param>
    public static bool Verify(ReadOnlySpan<byte> leafHash, long index, long size, ReadOnlySpan<byte> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || leafHash.Length != TreeHash.Size || root.Length != TreeHash.Size || proof.Length % TreeHash.Size != 0) return false;
        Span<byte> hash = stackalloc byte[TreeHash.Size];
        leafHash.CopyTo(hash);
        var (at, last) = (index, size - 1);
        for (; proof.Length > 0; proof = proof[TreeHash.Size..])
        {
            if (last == 0) return false;
            var sibling = proof[..TreeHash.Size];
            if ((at & 1) == 1 || at == last)
            {
                TreeHash.Node(sibling, hash, hash);
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                TreeHash.Node(hash, sibling, hash);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && hash.SequenceEqual(root);
    }
}
