using Gateway.Audit.Files;
using Gateway.Audit.Merkle;
using Gateway.Audit.Notes;
using Gateway.Audit.Wal;

namespace Gateway.Audit.Tiles;

/// <summary>
/// Derives everything that others read from the write-ahead log: tiles, bundles, sidecars and the checkpoint. It starts from the last full tile
/// before the segments that are still kept, and writes everything after it again; so a crash at any instant costs it nothing but that work.
/// </summary>
internal sealed class Integrator : IDisposable
{
    private readonly ILogFiles _files;
    private readonly string _folder;
    private readonly WalSpare _spare;
    private readonly NoteSigner _signer;
    private readonly WalReader _reader;
    private readonly TileWriter _tiles;
    private readonly Queue<(long Segment, long End)> _passed = new();
    private readonly byte[] _root = new byte[TreeHash.Size];
    private readonly long _base;
    private Checkpoint? _promised;

    /// <summary>Takes up the log.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="folder">The log's folder.</param>
    /// <param name="start">Where its first kept segment begins.</param>
    /// <param name="spare">Where segments go that are no longer needed.</param>
    /// <param name="signer">Signs checkpoints.</param>
    /// <exception cref="LogCorruptException">The checkpoint, or a tile that it stands on, is missing or damaged.</exception>
    public Integrator(ILogFiles files, string folder, WalPosition start, WalSpare spare, NoteSigner signer)
    {
        (_files, _folder, _spare, _signer) = (files, folder, spare, signer);
        // Segments are let go only up to a full tile that is durable, so all tiles before this one are.
        _base = (start.Next + TilePath.Width - 1) / TilePath.Width * TilePath.Width;
        _promised = ReadCheckpoint();
        if ((_promised?.Size ?? 0) < _base) throw Damage($"it is missing or older than the segments, which begin with entry {start.Next}.");
        var edge = TreeEdge.Load(files, folder, _base);
        edge.Root(_root);
        KeepPromise(_base);
        _tiles = new TileWriter(new TileFiles(files, folder), edge);
        _reader = new WalReader(files, Path.Combine(folder, LogLayout.Wal), start, withEntries: false);
    }

    /// <summary>The checkpoint published last; null until the first.</summary>
    public PublishedCheckpoint? Published { get; private set; }

    /// <summary>Derives what is new, and publishes a checkpoint over it.</summary>
    /// <param name="committed">Up to where entries are durable.</param>
    public void Advance(WalPosition committed)
    {
        while (_reader.Position.Next < committed.Next)
        {
            var segment = _reader.Position.Segment;
            var next = _reader.Position.Next;
            if (!_reader.TryRead()) throw new LogCorruptException(LogLayout.Segment(segment), $"entry {next} was durable and is gone.");
            if (_reader.Position.Segment != segment) _passed.Enqueue((segment, next));
            Take(next);
        }

        if (_promised is not null) throw Damage($"it covers {_promised.Size} entries, but there are {committed.Next}.");
        if (_tiles.Size != Published?.Size) Publish();
        Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _tiles.Dispose();
    }

    private void Take(long index)
    {
        var entries = _reader.Record.Entries();
        for (; entries.MoveNext(); index++)
        {
            if (index < _base) continue;
            _tiles.Add(entries.LeafHash, entries.Prefixed[1..], entries.Subjects);
            if (_promised?.Size == _tiles.Size)
            {
                _tiles.Root(_root);
                KeepPromise(_tiles.Size);
            }
        }

        if (!entries.IsWhole) throw new LogCorruptException(LogLayout.Segment(_reader.Position.Segment), $"the record before entry {index} is not whole.");
    }

    private void Publish()
    {
        _tiles.Flush(_root);
        var note = _signer.Sign(new Checkpoint(_signer.VerifierKey.Name, _tiles.Size, _root.ToArray()).ToText()).ToBytes();
        // After this rename a witness may see the checkpoint. Its entries are durable, so a crash from here on leads to the same one, or a later one.
        _files.Put(Path.Combine(_folder, LogLayout.Checkpoint), note, durable: true);
        Published = new PublishedCheckpoint(_tiles.Size, note);
    }

    /// <summary>Lets go of the segments whose entries are in full tiles.</summary>
    private void Release()
    {
        var full = _tiles.Size - (_tiles.Size % TilePath.Width);
        if (!_passed.TryPeek(out var first) || first.End > full) return;
        // Before this returns a power cut may take any tile, and the segments still have its entries. After it, the tiles stand by themselves.
        _files.SyncAll(_folder);
        while (_passed.TryPeek(out first) && first.End <= full)
        {
            _spare.Return(first.Segment);
            _passed.Dequeue();
        }
    }

    private Checkpoint? ReadCheckpoint()
    {
        if (_files.TryReadWhole(Path.Combine(_folder, LogLayout.Checkpoint)) is not { } note) return null;
        return Checkpoint.Open(note, _signer.VerifierKey)?.Checkpoint ?? throw Damage("it is not signed by this log's key.");
    }

    /// <summary>An earlier run has told others what the log holds: it must hold that still.</summary>
    private void KeepPromise(long size)
    {
        if (_promised?.Size != size) return;
        if (!_promised.Root.Span.SequenceEqual(_root)) throw Damage($"the {size} entries that it covers are not the ones there are.");
        _promised = null;
    }

    private LogCorruptException Damage(string message) => new(Path.Combine(_folder, LogLayout.Checkpoint), message);
}
