using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Sandbox.Jobs;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol;

namespace Sandbox.Features;

/// <summary>
/// Features by subject, memory-mapped and read-only: opening reads the header only. Values are float32, NaN where missing.
/// A look-up allocates nothing and does the same work for a subject that is held as for one that is not: one hash, one directory entry,
/// one fixed run of keys. (Caches still differ: a page that was read before is faster.)
/// The file must not be changed or truncated while mapped: that would end the process with SIGBUS. Published versions never are.
/// </summary>
internal sealed unsafe class FeatureStore : ILeasable
{
    private readonly FeatureFileHeader _header;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly uint* _directory;
    private readonly float* _rows;
    private readonly Key* _keys;
    private readonly SharedLifetime _lifetime;

    private FeatureStore(FeatureFileHeader header, MemoryMappedFile map)
    {
        _header = header;
        _map = map;
        _view = map.CreateViewAccessor(0, header.FileLength, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += _view.PointerOffset;
        _directory = (uint*)(start + header.DirectoryOffset);
        _rows = (float*)(start + header.RowsOffset);
        _keys = (Key*)(start + header.KeysOffset);
        _lifetime = new SharedLifetime(Unmap);
    }

    /// <summary>The features, in the order of a row.</summary>
    public IReadOnlyList<string> FeatureNames => _header.Names;

    /// <summary>How many subjects are held.</summary>
    public int Count => _header.Count;

    /// <summary>Opens a store: milliseconds, whatever its size.</summary>
    /// <exception cref="FeatureFileException">The file is foreign, damaged or truncated.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FeatureStore Open(string path)
    {
        using var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        var header = FeatureFileHeader.Read(file);
        var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new FeatureStore(header, map);
    }

    /// <summary>The store of a published version; null when the data folder does not hold it.</summary>
    public static FeatureStore? TryOpen(string dataPath, string dataset, string version)
    {
        var path = Path.Combine(DataLayout.Version(dataPath, dataset, version), DataLayout.FeaturesFile);
        return File.Exists(path) ? Open(path) : null;
    }

    /// <inheritdoc/>
    public SharedLifetime.Lease Lease() => _lifetime.Enter();

    /// <summary>Copies a subject's features; fills with NaN and answers false for a subject that is not held.</summary>
    public bool TryGet(SubjectId subject, Span<float> row) => TryGet(subject.Value, row);

    /// <summary>Copies a subject's features by its canonical id; fills with NaN and answers false for a subject that is not held.</summary>
    public bool TryGet(ReadOnlySpan<char> canonical, Span<float> row)
    {
        using var lease = _lifetime.Enter();
        var index = Find(SubjectKey.Of(canonical));
        if (index >= 0) Copy(index, row);
        else row[.._header.Names.Count].Fill(float.NaN);
        return index >= 0;
    }

    /// <summary>The row of a subject, or −1.</summary>
    public int IndexOf(SubjectId subject) => IndexOf(subject.Value);

    /// <summary>The row of a subject by its canonical id, or −1.</summary>
    public int IndexOf(ReadOnlySpan<char> canonical)
    {
        using var lease = _lifetime.Enter();
        return Find(SubjectKey.Of(canonical));
    }

    /// <summary>Copies the features of row <paramref name="index"/>, 0 to <see cref="Count"/> − 1. Rows are in the order of the subjects' keys.</summary>
    public void RowAt(int index, Span<float> row)
    {
        using var lease = _lifetime.Enter();
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        Copy(index, row);
    }

    /// <summary>
    /// The row of the first subject at or after a point of the key space, around the end; −1 only for an empty store. As keys are hashes, a uniform point finds
    /// a subject that has nothing to do with it. The same point finds the same subject in another version, too, unless that one left or a new one came before it.
    /// </summary>
    public int NearestDonor(UInt128 point)
    {
        using var lease = _lifetime.Enter();
        if (Count == 0) return -1;
        var index = LowerBound(point);
        return index == Count ? 0 : index;
    }

    /// <summary>
    /// The row of a subject or, for one that is not held, of the donor at <paramref name="donorPoint"/>; −1 only for an empty store. Both are always looked for.
    /// </summary>
    public int IndexOfOrDonor(ReadOnlySpan<char> canonical, UInt128 donorPoint)
    {
        using var lease = _lifetime.Enter();
        var known = Find(SubjectKey.Of(canonical));
        var donor = NearestDonor(donorPoint);
        var unknown = known >> 31;
        return (known & ~unknown) | (donor & unknown);
    }

    /// <summary>Gives the store up. The file is unmapped when the last lease and the last running call are done.</summary>
    public void Dispose() => _lifetime.Dispose();

    private int Find(UInt128 key)
    {
        var index = LowerBound(key);
        return index < Count && _keys[index].Value == key ? index : -1;
    }

    // The number of keys below the point. A damaged directory can give a wrong row, but never one outside the map: `first` is at most
    // Count, and the window's keys after Count exist as padding.
    private int LowerBound(UInt128 point)
    {
        var first = (int)Math.Min(_directory[FeatureFileHeader.Entry(point, _header.DirectoryBits)], (uint)Count);
        var keys = _keys + first;
        var (upper, lower) = ((ulong)(point >> 64), unchecked((ulong)point));
        var below = 0;
        for (var i = 0; i < _header.Window; i++)
        {
            ref readonly var key = ref keys[i];
            var less = (key.Upper < upper ? 1 : 0) | ((key.Upper == upper ? 1 : 0) & (key.Lower < lower ? 1 : 0));
            below += less;
        }
        return Math.Min(first + below, Count);
    }

    private void Copy(int index, Span<float> row)
    {
        var features = _header.Names.Count;
        new ReadOnlySpan<float>(_rows + ((long)index * features), features).CopyTo(row);
    }

    private void Unmap()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Key
    {
        public readonly ulong Upper;
        public readonly ulong Lower;

        public UInt128 Value => new(Upper, Lower);
    }
}
