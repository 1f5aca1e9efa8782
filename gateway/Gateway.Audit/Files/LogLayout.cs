using System.Globalization;

namespace Gateway.Audit.Files;

/// <summary>
/// The names in a log's folder. What is written first: <c>wal/N</c>, the write-ahead segments, and <c>wal/spare</c>, the next one. What is
/// derived from it: <c>checkpoint</c>, <c>tile/…</c> (C2SP tlog-tiles) and <c>subjects/N</c>, the sidecar of entry bundle N. Keys: <c>log.key</c>,
/// which signs, <c>log.vkey</c>, which verifies, <c>subjects.key</c>, which hashes subjects now, and <c>keys/…</c>, those of
/// all periods, sealed. <c>index/…</c> finds entries; <c>archive/…</c> holds old tiles and
/// sidecars under the same names. A name ending in <c>.tmp</c> is a file that was not finished.
/// </summary>
internal static class LogLayout
{
    public const string Lock = "lock";
    public const string SubjectKey = "subjects.key";
    public const string SealedKeys = "keys";
    public const string Index = "index";
    public const string Archive = "archive";
    public const string SigningKey = "log.key";
    public const string VerifierKey = "log.vkey";
    public const string Checkpoint = "checkpoint";
    public const string Wal = "wal";
    public const string Spare = "spare";
    public const string Unfinished = ".tmp";

    /// <summary>The name of a write-ahead segment, in the folder <see cref="Wal"/>.</summary>
    public static string Segment(long number) => number.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The numbers of the segments among these names, in order.</summary>
    public static IReadOnlyList<long> Segments(IEnumerable<string> names)
    {
        var numbers = new List<long>();
        foreach (var name in names)
            if (name.Length == 19 && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) numbers.Add(number);
        numbers.Sort();
        return numbers;
    }
}
