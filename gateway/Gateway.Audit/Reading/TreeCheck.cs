using System.Collections.Concurrent;
using Gateway.Audit.Files;
using Gateway.Audit.Merkle;
using Gateway.Audit.Notes;
using Gateway.Audit.Tiles;

namespace Gateway.Audit.Reading;

/// <summary>Computes the tree again from the entries, and compares every tile, the root, and what it was at earlier checkpoints.</summary>
internal sealed class TreeCheck(ILogFiles files, string folder, Checkpoint checkpoint, IReadOnlyList<Checkpoint> earlier)
{
    private const int Ahead = 256;
    private readonly TileReader _tiles = new(files, folder);
    private readonly TreeEdge _edge = new();
    private readonly List<LogProblem> _problems = [];
    private readonly ConcurrentBag<BundleBuffers> _buffers = [];
    private readonly Queue<Checkpoint> _earlier = new(earlier.OrderBy(e => e.Size));

    public List<LogProblem> Run(CancellationToken cancellation)
    {
        var bundles = (checkpoint.Size + TilePath.Width - 1) / TilePath.Width;
        for (long first = 0; first < bundles; first += Ahead)
        {
            var checks = new BundleCheck[(int)Math.Min(Ahead, bundles - first)];
            Parallel.For(0, checks.Length, new ParallelOptions { CancellationToken = cancellation }, Rent, (i, _, buffers) =>
            {
                checks[i] = BundleCheck.Run(_tiles, first + i, TileReader.Width(0, first + i, checkpoint.Size), buffers);
                return buffers;
            }, _buffers.Add);
            foreach (var check in checks)
            {
                _problems.AddRange(check.Problems);
                Append(check);
            }
        }

        CompareEarlier();

        ComparePartial();
        var root = new byte[TreeHash.Size];
        _edge.Root(root);
        if (!checkpoint.Root.Span.SequenceEqual(root))
            _problems.Add(new LogProblem(LogProblemKind.Checkpoint, 0, LogLayout.Checkpoint, "states another root than the entries have"));
        foreach (var later in _earlier)
            _problems.Add(new LogProblem(LogProblemKind.Earlier, checkpoint.Size, LogLayout.Checkpoint, $"covers {checkpoint.Size} entries, but an earlier one covered {later.Size}"));
        return _problems;
    }

    private BundleBuffers Rent() => _buffers.TryTake(out var buffers) ? buffers : new BundleBuffers();

    private void Append(BundleCheck check)
    {
        CompareEarlier();
        var whole = check.LeafHashes.Length == TilePath.Width * TreeHash.Size;
        if (whole && !(_earlier.TryPeek(out var next) && next.Size < _edge.Size + TilePath.Width))
        {
            _edge.AppendTile(check.LeafHashes, check.Root, CompareUpper);
            return;
        }

        for (var at = 0; at < check.LeafHashes.Length; at += TreeHash.Size)
        {
            CompareEarlier();
            _edge.Append(check.LeafHashes.AsSpan(at, TreeHash.Size), CompareUpper);
        }
    }

    /// <summary>The tree as it is now, against checkpoints of this size that somebody remembers.</summary>
    private void CompareEarlier()
    {
        Span<byte> root = stackalloc byte[TreeHash.Size];
        while (_earlier.TryPeek(out var next) && next.Size == _edge.Size)
        {
            _edge.Root(root);
            if (!_earlier.Dequeue().Root.Span.SequenceEqual(root))
                _problems.Add(new LogProblem(LogProblemKind.Earlier, next.Size, LogLayout.Checkpoint, $"covers other entries before entry {next.Size} than an earlier one did"));
        }
    }

    /// <summary>Level 0 was compared with its bundle, where it can be told which entry is wrong.</summary>
    private void CompareUpper(int level, long index, ReadOnlySpan<byte> hashes)
    {
        if (level > 0) Compare(level, index, hashes);
    }

    private void ComparePartial()
    {
        for (var level = 1; level < _edge.Levels; level++)
            if (_edge.Tile(level) is { Length: > 0 } hashes) Compare(level, _edge.Index(level), hashes);
    }

    private void Compare(int level, long index, ReadOnlySpan<byte> hashes)
    {
        var path = TilePath.Hashes(level, index);
        if (_tiles.Read(path, hashes.Length / TreeHash.Size) is { } tile && tile.AsSpan().StartsWith(hashes)) return;
        var first = index;
        for (var i = 0; i <= level; i++) first *= TilePath.Width;
        _problems.Add(new LogProblem(LogProblemKind.Tile, first, path, "is missing, or holds other hashes than the entries have"));
    }
}
