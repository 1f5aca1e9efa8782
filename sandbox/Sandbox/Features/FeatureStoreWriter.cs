using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Sandbox.Features;

/// <summary>
/// Writes a feature store in one pass, with a few buffers of memory: subjects come in ascending order of their keys. The header is written by
/// <see cref="Complete"/> alone, after everything else is on the disk; a file without it is refused by <see cref="FeatureStore.Open"/>.
/// </summary>
internal sealed class FeatureStoreWriter : IDisposable
{
    private readonly string _path;
    private readonly FeatureFileHeader _shape;
    private readonly FileStream _rows;
    private readonly FileStream _keys;
    private readonly uint[] _directory;
    private UInt128 _last;
    private int _written;
    private int _entries;
    private int _run;
    private int _window = 1;

    /// <summary>Starts a new file.</summary>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="names">The features.</param>
    /// <param name="count">How many subjects will be appended, exactly.</param>
    public FeatureStoreWriter(string path, IReadOnlyList<string> names, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, FeatureFileHeader.MaxCount);
        if (names.Any(n => n.Length == 0 || n.Contains('\n', StringComparison.Ordinal))) throw new ArgumentException("A feature has a bad name.", nameof(names));
        _path = path;
        _shape = new FeatureFileHeader(names, count, FeatureFileHeader.BitsFor(count), 1);
        _directory = new uint[1 << _shape.DirectoryBits];
        _rows = Stream(path, FileMode.CreateNew, _shape.RowsOffset);
        _keys = Stream(path, FileMode.Open, _shape.KeysOffset);
    }

    /// <summary>Appends a subject.</summary>
    /// <param name="key">Its key (<see cref="SubjectKey"/>), above the key before.</param>
    /// <param name="row">One value a feature; NaN where missing.</param>
    /// <exception cref="InvalidOperationException">Out of order, or two subjects share a key.</exception>
    public void Append(UInt128 key, ReadOnlySpan<float> row)
    {
        if (row.Length != _shape.Names.Count) throw new ArgumentException("A row has one value a feature.", nameof(row));
        if (_written == _shape.Count || (_written > 0 && key <= _last))
            throw new InvalidOperationException("Subjects must come in ascending order of their keys, as many as were announced.");
        Index(FeatureFileHeader.Entry(key, _shape.DirectoryBits));
        _rows.Write(MemoryMarshal.AsBytes(row));
        WriteKey(key);
        _last = key;
        _written++;
    }

    /// <summary>Finishes the file. When this returns, it survives a power cut.</summary>
    public void Complete()
    {
        if (_written != _shape.Count) throw new InvalidOperationException("Fewer subjects were appended than were announced.");
        while (_entries < _directory.Length) _directory[_entries++] = (uint)_written;
        for (var i = 0; i < _window; i++) WriteKey(UInt128.MaxValue);
        _rows.Flush();
        _keys.Flush();
        using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(file, MemoryMarshal.AsBytes(_directory.AsSpan()), _shape.DirectoryOffset);
        RandomAccess.FlushToDisk(file);
        RandomAccess.Write(file, (_shape with { Window = _window }).ToBytes(), 0);
        RandomAccess.FlushToDisk(file);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _keys.Dispose();
    }

    private void Index(int entry)
    {
        _run = entry < _entries ? _run + 1 : 1;
        while (_entries <= entry) _directory[_entries++] = (uint)_written;
        _window = Math.Max(_window, _run);
    }

    private void WriteKey(UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[FeatureFileHeader.KeySize];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)(key >> 64));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], unchecked((ulong)key));
        _keys.Write(bytes);
    }

    private static FileStream Stream(string path, FileMode mode, long offset)
    {
        var stream = new FileStream(path, mode, FileAccess.Write, FileShare.ReadWrite, 1 << 20);
        stream.Position = offset;
        return stream;
    }
}
