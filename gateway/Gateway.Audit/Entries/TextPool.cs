using System.Text;

namespace Gateway.Audit.Entries;

/// <summary>Texts that stand in one entry after another, such as a contract's name: each is made once and shared, while it is seen often.</summary>
internal static class TextPool
{
    private const int Slots = 256; // a power of two
    private const int Longest = 64;
    private static readonly string?[] Texts = new string?[Slots];

    /// <summary>The text of these bytes; null when it is not shared.</summary>
    public static string? Find(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= Longest && Texts[Slot(bytes)] is { } text && Ascii.Equals(bytes, text) ? text : null;

    /// <summary>Shares a text from now on. Threads that meet here take each other's text away, and no more.</summary>
    public static void Add(ReadOnlySpan<byte> bytes, string text)
    {
        if (bytes.Length > Longest) return;
        ref var held = ref Texts[Slot(bytes)];
        if (!ReferenceEquals(held, text)) held = text;
    }

    private static uint Slot(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return unchecked((uint)hash.ToHashCode()) & (Slots - 1);
    }
}
