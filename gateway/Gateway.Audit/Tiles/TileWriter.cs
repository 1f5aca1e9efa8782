using Gateway.Audit.Merkle;

namespace Gateway.Audit.Tiles;

/// <summary>Turns entries into tiles, bundles and sidecars.</summary>
internal sealed class TileWriter : IDisposable
{
    private readonly TileFiles _files;
    private readonly TreeEdge _edge;
    private readonly TreeEdge.Filled _filled;
    private readonly EntryBundle _bundle = new();
    private readonly SubjectSidecar _sidecar;
    private long _written;

    /// <summary>Goes on from an edge that ends with a full tile.</summary>
    public TileWriter(TileFiles files, TreeEdge edge)
    {
        _files = files;
        _edge = edge;
        _filled = (level, index, hashes) => _files.PutFull(TilePath.Hashes(level, index), hashes);
        _sidecar = new SubjectSidecar(files);
        _written = edge.Size;
    }

    /// <summary>The number of entries.</summary>
    public long Size => _edge.Size;

    public void Add(ReadOnlySpan<byte> leafHash, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> subjects)
    {
        var index = _edge.Size / TilePath.Width;
        _bundle.Add(entry);
        _sidecar.Add(subjects);
        _edge.Append(leafHash, _filled);
        if (_bundle.Width < TilePath.Width) return;
        _files.PutFull(TilePath.Entries(index), _bundle.Bytes);
        _bundle.Clear();
        _sidecar.Close(index);
    }

    /// <summary>The root over all entries so far.</summary>
    public void Root(Span<byte> root) => _edge.Root(root);

    /// <summary>Writes what is not full yet, so that all is there that a checkpoint of this size needs.</summary>
    /// <param name="root">Receives the root.</param>
    public void Flush(Span<byte> root)
    {
        _edge.Root(root);
        var (before, now) = (_written, _edge.Size);
        for (var level = 0; level < _edge.Levels && before != now; level++)
        {
            if (_edge.Tile(level) is { Length: > 0 } tile)
                _files.PutPartial(TilePath.Hashes(level, _edge.Index(level)), tile.Length / TreeHash.Size, tile);
            before /= TilePath.Width;
            now /= TilePath.Width;
        }

        var bundle = _edge.Size / TilePath.Width;
        if (_written != _edge.Size && _bundle.Width > 0) _files.PutPartial(TilePath.Entries(bundle), _bundle.Width, _bundle.Bytes);
        _sidecar.Flush(bundle);
        _written = _edge.Size;
    }

    /// <inheritdoc/>
    public void Dispose() => _sidecar.Dispose();
}
