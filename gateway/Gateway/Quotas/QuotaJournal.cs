using System.Buffers;

namespace Gateway.Quotas;

/// <summary>
/// What was taken in one window, in one file. Lines are gathered, and are in the kernel's hands before the answers that they were taken for leave: a process that
/// dies has counted whatever it released; a machine that loses its power may lose the last seconds. Callers hold the store's lock.
/// </summary>
/// <param name="folder">The folder of the files, one a window.</param>
/// <param name="name">The window's name, with which the file's begins.</param>
internal sealed class QuotaJournal(string folder, string name) : IDisposable
{
    /// <summary>The most tags that one line of a compacted journal holds.</summary>
    public const int MostTags = 4096;

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Takes whose requests came to nothing wait for nobody; this many bytes of them are written at once.
    private const int MostGathered = 1 << 20;

    private readonly ArrayBufferWriter<byte> _gathered = new();
    private FileStream? _file;
    private string _path = "";
    private long _length;

    /// <summary>Turns to a window, and reads what is there of it. Files of other windows are removed.</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public List<JournalLine> Open(int label)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, $"{name}-{label.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        Dispose();
        foreach (var old in Directory.GetFiles(folder, $"{name}-*"))
            if (!string.Equals(old, _path, StringComparison.Ordinal)) File.Delete(old);
        if (!File.Exists(_path)) return [];
        var lines = new List<JournalLine>();
        ReadOnlySpan<byte> rest = File.ReadAllBytes(_path);
        while (JournalLine.TryRead(rest, out var line, out var size))
        {
            lines.Add(line);
            rest = rest[size..];
        }

        return lines;
    }

    /// <summary>Writes a new file of these lines in place of the old. A crash leaves one or the other.</summary>
    public void Compact(IEnumerable<JournalLine> lines)
    {
        var next = _path + ".new";
        using (var file = new FileStream(next, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Private }))
        {
            foreach (var line in lines)
            {
                line.Write(_gathered);
                file.Write(_gathered.WrittenSpan);
                _gathered.ResetWrittenCount();
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
        _file = new FileStream(_path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 });
        _length = _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Adds a line to those that are gathered.</summary>
    /// <exception cref="IOException">They are many, and cannot be written.</exception>
    public void Append(JournalLine line)
    {
        if (_gathered.WrittenCount >= MostGathered) Flush();
        line.Write(_gathered);
    }

    /// <summary>Writes what is gathered. When that fails it stays gathered, and what was half written is cut off before the next try.</summary>
    /// <exception cref="IOException">The disk is full or cannot be written.</exception>
    public void Flush()
    {
        if (_gathered.WrittenCount == 0) return;
        var file = _file ?? throw new IOException("The journal is not open.");
        if (file.Position != _length)
        {
            file.SetLength(_length);
            file.Position = _length;
        }

        file.Write(_gathered.WrittenSpan);
        _length += _gathered.WrittenCount;
        _gathered.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }
}
