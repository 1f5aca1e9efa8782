using System.Globalization;

namespace Gateway.Audit.Files;

/// <summary>
/// The names in a log's folder: <c>lock</c>, <c>subjects.key</c>, and for each segment, named by its first index, <c>N.log</c> (the entries)
/// and <c>N.subjects</c> (the sidecar). A name ending in <c>.tmp</c> is a file that was not finished.
/// </summary>
internal static class LogLayout
{
    public const string Lock = "lock";
    public const string SubjectKey = "subjects.key";
    public const string Unfinished = ".tmp";
    private const string SegmentSuffix = ".log";
    private const string SidecarSuffix = ".subjects";

    public static string Segment(long first) => Name(first) + SegmentSuffix;

    public static string Sidecar(long first) => Name(first) + SidecarSuffix;

    /// <summary>The first indexes of the segments among these names, in order.</summary>
    public static IReadOnlyList<long> Segments(IEnumerable<string> names) => Firsts(names, SegmentSuffix);

    /// <summary>The first indexes of the sidecars among these names, in order.</summary>
    public static IReadOnlyList<long> Sidecars(IEnumerable<string> names) => Firsts(names, SidecarSuffix);

    private static string Name(long first) => first.ToString("D19", CultureInfo.InvariantCulture);

    private static List<long> Firsts(IEnumerable<string> names, string suffix)
    {
        var firsts = new List<long>();
        foreach (var name in names)
        {
            if (!name.EndsWith(suffix, StringComparison.Ordinal)) continue;
            if (long.TryParse(name.AsSpan(0, name.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var first))
                firsts.Add(first);
        }

        firsts.Sort();
        return firsts;
    }
}
