using Gateway.Audit.Files;

namespace Gateway.Audit.Segments;

/// <summary>Reads a sidecar's records, front to back, up to its end or to the first bytes that are no record.</summary>
internal sealed class SidecarReader(ILogFile file, bool withRoots)
{
    private byte[] _buffer = new byte[64 * 1024];

    /// <summary>Where the whole records end.</summary>
    public long End { get; private set; }

    /// <summary>True when the file does not end there.</summary>
    public bool IsTorn => file.Length > End;

    /// <summary>The records, each with its entries' roots when they were asked for.</summary>
    public IEnumerable<(GroupRecord Group, byte[]?[]? Roots)> Read()
    {
        while (TryRead() is { } next)
        {
            yield return next;
            End += next.Group.Size;
        }
    }

    private (GroupRecord Group, byte[]?[]? Roots)? TryRead()
    {
        if (Fill(4) is not { Length: 4 } header || GroupRecord.ClaimedSize(header) is var size && (size == 0 || size > file.Length - End))
            return null;
        var record = Fill(size);
        if (record.Length != size || GroupRecord.Parse(record, End) is not { } group) return null;
        return (group, withRoots ? GroupRecord.Roots(record, group.Entries) : null);
    }

    private ReadOnlySpan<byte> Fill(int size)
    {
        if (_buffer.Length < size) _buffer = new byte[Math.Max(size, _buffer.Length * 2)];
        var length = 0;
        while (length < size && file.Read(_buffer.AsSpan(length, size - length), End + length) is > 0 and var read) length += read;
        return _buffer.AsSpan(0, length);
    }
}
