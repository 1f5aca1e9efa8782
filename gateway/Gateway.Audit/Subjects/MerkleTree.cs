using System.Security.Cryptography;

namespace Gateway.Audit.Subjects;

/// <summary>
/// The Merkle tree hash of RFC 6962, section 2.1, over 32-byte values: leaves are SHA-256(0x00 ‖ value), nodes SHA-256(0x01 ‖ left ‖ right),
/// so that no leaf passes for a node.
/// </summary>
internal static class MerkleTree
{
    /// <summary>The size of a value and of a hash, in bytes.</summary>
    public const int HashSize = SHA256.HashSizeInBytes;

    private const int MaxDepth = 32;

    /// <summary>The root over at least one value.</summary>
    /// <param name="values">The values, one after the other.</param>
    /// <param name="root">Receives 32 bytes.</param>
    public static void Root(ReadOnlySpan<byte> values, Span<byte> root)
    {
        if (values.Length == 0 || values.Length % HashSize != 0) throw new ArgumentException("No whole values.", nameof(values));

        // The stack holds the roots of the full subtrees seen so far, the largest first: one for each bit of their number.
        Span<byte> stack = stackalloc byte[(MaxDepth + 1) * HashSize];
        var depth = 0;
        for (var i = 0; i < values.Length / HashSize; i++)
        {
            Leaf(values.Slice(i * HashSize, HashSize), stack.Slice(depth++ * HashSize, HashSize));
            for (var full = i + 1; (full & 1) == 0; full >>= 1) Merge(stack, ref depth);
        }

        while (depth > 1) Merge(stack, ref depth);
        stack[..HashSize].CopyTo(root);
    }

    private static void Merge(Span<byte> stack, ref int depth)
    {
        depth--;
        var left = stack.Slice((depth - 1) * HashSize, HashSize);
        Span<byte> node = stackalloc byte[1 + (2 * HashSize)];
        node[0] = 1;
        left.CopyTo(node[1..]);
        stack.Slice(depth * HashSize, HashSize).CopyTo(node[(1 + HashSize)..]);
        SHA256.HashData(node, left);
    }

    private static void Leaf(ReadOnlySpan<byte> value, Span<byte> hash)
    {
        Span<byte> leaf = stackalloc byte[1 + HashSize];
        leaf[0] = 0;
        value.CopyTo(leaf[1..]);
        SHA256.HashData(leaf, hash);
    }
}
