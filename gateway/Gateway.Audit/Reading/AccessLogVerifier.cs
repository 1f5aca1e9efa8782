using Gateway.Audit.Files;
using Gateway.Audit.Segments;

namespace Gateway.Audit;

/// <summary>
/// Reads a whole log, offline and without its keys, and finds every entry that is not as it was written. What it cannot find: an end that was
/// cut off group by group, with its announcements; only somebody who remembers a later end can tell.
/// </summary>
public static class AccessLogVerifier
{
    /// <summary>Verifies the log in a folder.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LogVerification Verify(string folder, CancellationToken cancellation = default) =>
        Verify(DiskFiles.Instance, folder, cancellation);

    internal static LogVerification Verify(ILogFiles files, string folder, CancellationToken cancellation = default)
    {
        var names = files.List(folder);
        var segments = LogLayout.Segments(names);
        var sidecars = LogLayout.Sidecars(names);
        var problems = new List<LogProblem>();
        foreach (var orphan in sidecars.Except(segments))
            problems.Add(new LogProblem(LogProblemKind.Segment, orphan, LogLayout.Segment(orphan), 0, "is missing"));

        var (next, head, origin) = (0L, (byte[]?)null, (string?)null);
        foreach (var first in segments)
        {
            cancellation.ThrowIfCancellationRequested();
            if (first != next)
                problems.Add(new LogProblem(LogProblemKind.Segment, next, LogLayout.Segment(first), 0, $"begins with entry {first}, not {next}"));
            if (!sidecars.Contains(first))
            {
                problems.Add(new LogProblem(LogProblemKind.Segment, first, LogLayout.Sidecar(first), 0, "is missing"));
                (next, head) = (first, null);
                continue;
            }

            var state = new SegmentCheck(files, folder, first, withRoots: true).Run(origin, head);
            problems.AddRange(state.Findings.Select(f => f.Problem));
            (next, head, origin) = (state.Next, state.Head, origin ?? state.Origin);
        }

        return new LogVerification(origin, next, head is null ? null : Convert.ToBase64String(head), problems);
    }
}

/// <summary>What a verification found.</summary>
/// <param name="Origin">The log's name; null when there is no log.</param>
/// <param name="Next">The index after the last entry.</param>
/// <param name="Head">Base64 of SHA-256 of the last line; null when there is no log.</param>
/// <param name="Problems">Everything that is wrong, in the log's order.</param>
public sealed record LogVerification(string? Origin, long Next, string? Head, IReadOnlyList<LogProblem> Problems)
{
    /// <summary>True when there is a log and nothing is wrong with it.</summary>
    public bool IsValid => Origin is not null && Problems.Count == 0;
}
