using System.Buffers;

namespace Sandbox.Scores;

/// <summary>The only shapes of names that become part of a path. None can hold a separator or a dot.</summary>
internal static class PinnedNames
{
    private const int MaxDatasetLength = 64;
    private const int VersionLength = 32;
    private const int Sha256Length = 64;

    private static readonly SearchValues<char> _dataset = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> _hexadecimal = SearchValues.Create("0123456789abcdef");

    public static bool IsDataset(ReadOnlySpan<char> text) => text.Length is >= 1 and <= MaxDatasetLength && !text.ContainsAnyExcept(_dataset);

    public static bool IsVersion(ReadOnlySpan<char> text) => text.Length == VersionLength && !text.ContainsAnyExcept(_hexadecimal);

    public static bool IsSha256(ReadOnlySpan<char> text) => text.Length == Sha256Length && !text.ContainsAnyExcept(_hexadecimal);
}
