using System.Numerics;
using System.Runtime.CompilerServices;
using Gateway.Audit.Hashing;

namespace Gateway.Audit.Merkle;

/// <summary>
/// The Merkle tree hash of RFC 6962, section 2.1: leaves are SHA-256(0x00 ‖ entry), nodes SHA-256(0x01 ‖ left ‖ right), so that no leaf passes
/// for a node.
/// </summary>
internal static class TreeHash
{
    /// <summary>The size of a hash, in bytes.</summary>
    public const int Size = Digest.Size;

    /// <summary>What stands before an entry when it is hashed.</summary>
    public const byte LeafPrefix = 0;

    private const byte NodePrefix = 1;
    private const int MaxDepth = 63;

    /// <summary>The hash of no entries.</summary>
    public static ReadOnlySpan<byte> Empty =>
    [
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
        0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
    ];

    /// <summary>The hash of an entry.</summary>
    /// <param name="prefixed">0x00 and the entry.</param>
    /// <param name="hash">Receives 32 bytes.</param>
    public static void Leaf(ReadOnlySpan<byte> prefixed, Span<byte> hash)
    {
        if (prefixed[0] != LeafPrefix) throw new ArgumentException("A leaf begins with 0x00.", nameof(prefixed));
        Digest.Of(prefixed, hash);
    }

    /// <summary>The hash of a node; it may be put where one of the two stands.</summary>
    [SkipLocalsInit]
    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> node = stackalloc byte[1 + (2 * Size)];
        node[0] = NodePrefix;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + Size)..]);
        Digest.Of(node, hash);
    }

    /// <summary>The root over hashes that stand side by side on one level, the last of which may stand for fewer entries than the others.</summary>
    /// <param name="hashes">At least one, one after the other.</param>
    /// <param name="root">Receives 32 bytes.</param>
    [SkipLocalsInit]
    public static void Root(ReadOnlySpan<byte> hashes, Span<byte> root)
    {
        if (hashes.Length == 0 || hashes.Length % Size != 0) throw new ArgumentException("No whole hashes.", nameof(hashes));

        // The stack holds the roots of the full subtrees seen so far, the largest first: one for each bit of their number.
        Span<byte> stack = stackalloc byte[MaxDepth * Size];
        var depth = 0;
        for (var i = 0; i < hashes.Length / Size; i++)
        {
            hashes.Slice(i * Size, Size).CopyTo(stack[(depth++ * Size)..]);
            for (var merges = BitOperations.TrailingZeroCount(i + 1); merges > 0; merges--) Merge(stack, ref depth);
        }

        while (depth > 1) Merge(stack, ref depth);
        stack[..Size].CopyTo(root);
    }

    private static void Merge(Span<byte> stack, ref int depth)
    {
        depth--;
        var left = stack.Slice((depth - 1) * Size, Size);
        Node(left, stack.Slice(depth * Size, Size), left);
    }
}
