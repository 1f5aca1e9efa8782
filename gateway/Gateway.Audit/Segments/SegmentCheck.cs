using System.Security.Cryptography;
using Gateway.Audit.Entries;
using Gateway.Audit.Files;

namespace Gateway.Audit.Segments;

/// <summary>Reads one segment with its sidecar and finds everything that is wrong with them. One use.</summary>
internal sealed class SegmentCheck(ILogFiles files, string folder, long first, bool withRoots)
{
    private readonly long _first = first;
    private readonly string _name = LogLayout.Segment(first);
    private readonly List<Finding> _findings = [];
    private readonly byte[] _head = new byte[SHA256.HashSizeInBytes];
    private List<(GroupRecord Group, byte[]?[]? Roots)> _groups = [];
    private long _next = first;
    private int _cursor;
    private string _origin = "";
    private bool _sidecarIsTorn;
    private long _sidecarEnd;

    /// <summary>Reads both files to their ends.</summary>
    /// <param name="origin">The origin that the header must state, or null.</param>
    /// <param name="previous">The hash that the header must state, or null when it is not known.</param>
    public SegmentState Run(string? origin, byte[]? previous)
    {
        using var segment = files.Open(Path.Combine(folder, _name), write: false);
        var lines = new LineReader(segment);
        var headerSize = CheckHeader(lines, origin, previous);
        var headerHash = _head.ToArray();
        using (var sidecar = files.Open(Path.Combine(folder, LogLayout.Sidecar(_first)), write: false)) ReadGroups(sidecar, headerSize);
        while (lines.TryRead(out var line)) CheckLine(lines, line);
        var announced = _groups.Count == 0 ? _first : _groups[^1].Group.Next;
        if (_next < announced)
            Report(LogProblemKind.Group, 0, segment.Length, $"ends before entries {_next} to {announced - 1}, which were announced");
        return new SegmentState(
            _first,
            _origin,
            _next,
            _head,
            segment.Length,
            _sidecarEnd,
            headerHash,
            _sidecarIsTorn,
            [.. _groups.Select(g => g.Group)],
            _findings);
    }

    private void ReadGroups(ILogFile sidecar, long headerSize)
    {
        var reader = new SidecarReader(sidecar, withRoots);
        _groups = [.. reader.Read()];
        (_sidecarIsTorn, _sidecarEnd) = (reader.IsTorn, reader.End);
        var (next, end) = (_first, headerSize);
        foreach (var (group, _) in _groups)
        {
            if (group.Entries < 0 || group.First != next || group.Offset != end)
                ReportSidecar(LogProblemKind.Group, group.First, 0, $"has at byte {group.At} a record that does not follow from the one before");
            (next, end) = (group.Next, group.End);
        }

        if (_sidecarIsTorn)
            ReportSidecar(LogProblemKind.Tail, next, long.MaxValue, $"ends, from byte {_sidecarEnd} on, in bytes that are no record");
    }

    /// <summary>Checks the first line.</summary>
    /// <returns>Where the first entry begins.</returns>
    private long CheckHeader(LineReader lines, string? origin, byte[]? previous)
    {
        var found = lines.TryRead(out var line);
        SHA256.HashData(line, _head);
        if (!found || !lines.IsWhole || SegmentHeader.Parse(line) is not { } header)
        {
            Report(LogProblemKind.Segment, 1, 0, "is no segment header");
            return lines.Offset + line.Length + 1;
        }

        _origin = header.Origin;
        if (!string.Equals(header.Format, SegmentHeader.CurrentFormat, StringComparison.Ordinal))
            Report(LogProblemKind.Segment, 1, 0, $"states the format {header.Format}, not {SegmentHeader.CurrentFormat}");
        if (header.FirstIndex != _first) Report(LogProblemKind.Segment, 1, 0, $"states the first index {header.FirstIndex}, not {_first}");
        if (origin is not null && !string.Equals(header.Origin, origin, StringComparison.Ordinal))
            Report(LogProblemKind.Segment, 1, 0, $"belongs to the log {header.Origin}, not {origin}");
        var follows = _first == 0
            ? header.Previous is null
            : header.Previous is not null && (previous is null || previous.AsSpan().SequenceEqual(header.Previous));
        if (!follows) Report(LogProblemKind.Chain, 1, 0, "does not follow from the segment before");
        return lines.Offset + line.Length + 1;
    }

    private void CheckLine(LineReader lines, ReadOnlySpan<byte> line)
    {
        if (!lines.IsWhole || LineStamps.Parse(line) is not { } stamps)
        {
            Report(LogProblemKind.Line, lines.Number, lines.Offset, lines.IsWhole ? "is no entry" : "is not a whole line");
            SHA256.HashData(line, _head);
            _next++;
            return;
        }

        if (stamps.Index != _next) Report(LogProblemKind.Index, lines.Number, lines.Offset, $"has index {stamps.Index} where {_next} belongs");
        _next = stamps.Index;
        if (!stamps.Previous.AsSpan().SequenceEqual(_head))
            Report(LogProblemKind.Chain, lines.Number, lines.Offset, "does not follow from the line before");
        SHA256.HashData(line, _head);
        CheckGroup(lines, stamps);
        _next++;
    }

    private void CheckGroup(LineReader lines, LineStamps stamps)
    {
        while (_cursor < _groups.Count && stamps.Index >= _groups[_cursor].Group.Next) _cursor++;
        if (_cursor == _groups.Count || stamps.Index < _groups[_cursor].Group.First)
        {
            Report(LogProblemKind.Group, lines.Number, lines.Offset, "was announced by no record of the sidecar");
            return;
        }

        var (group, roots) = _groups[_cursor];
        if (withRoots && !Same(roots?[(int)(stamps.Index - group.First)], stamps.SubjectsRoot))
            Report(LogProblemKind.Subjects, lines.Number, lines.Offset, "states another root than its subjects' hashes have");
        if (stamps.Index == group.First && _cursor == _groups.Count - 1 && lines.Offset != group.Offset)
            Report(LogProblemKind.Group, lines.Number, lines.Offset, $"stands at byte {lines.Offset}, not at {group.Offset} as announced");
        if (stamps.Index == group.Next - 1 && !_head.AsSpan().SequenceEqual(group.Head))
            Report(LogProblemKind.Group, lines.Number, lines.Offset, "is not the line that was announced");
    }

    private static bool Same(byte[]? left, byte[]? right) =>
        left is null || right is null ? left is null && right is null : left.AsSpan().SequenceEqual(right);

    private void Report(LogProblemKind kind, long line, long offset, string message) =>
        _findings.Add(new Finding(new LogProblem(kind, _next, _name, line, message), offset));

    private void ReportSidecar(LogProblemKind kind, long index, long offset, string message) =>
        _findings.Add(new Finding(new LogProblem(kind, index, LogLayout.Sidecar(_first), 0, message), offset));
}

/// <summary>A problem, and where in the segment it lies.</summary>
internal sealed record Finding(LogProblem Problem, long Offset);
