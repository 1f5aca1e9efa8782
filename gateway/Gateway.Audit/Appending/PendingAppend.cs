using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Tasks.Sources;
using Gateway.Audit.Entries;
using Gateway.Audit.Merkle;
using Gateway.Audit.Subjects;

namespace Gateway.Audit.Appending;

/// <summary>
/// One append on its way: the entry, its hash and its subjects' hashes, made on the caller's thread, and the promise that the caller waits on. Kept and
/// used again; it has two owners, caller and writer, and whoever lets go last gives it back.
/// </summary>
internal sealed class PendingAppend : IValueTaskSource<LogPosition>
{
    private const int MaxPooled = 256;
    private static readonly ConcurrentQueue<PendingAppend> Pool = new();
    private ManualResetValueTaskSourceCore<LogPosition> _promise = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private readonly byte[] _root = new byte[TreeHash.Size];
    private readonly byte[] _leaf = new byte[TreeHash.Size];
    private byte[] _hashes = [];
    private int _hashed;
    private int _owners;
    private int _settled;

    private PendingAppend()
    {
    }

    /// <summary>The entry.</summary>
    public CanonicalWriter Entry { get; } = new();

    /// <summary>The hash of its leaf in the tree.</summary>
    public ReadOnlySpan<byte> LeafHash => _leaf;

    /// <summary>The subjects' keyed hashes, one after the other.</summary>
    public ReadOnlySpan<byte> Hashes => _hashes.AsSpan(0, _hashed);

    /// <summary>Where the entry will stand; set by the writer.</summary>
    public long Index { get; set; }

    /// <summary>When it was asked for.</summary>
    public long Started { get; private set; }

    /// <summary>Takes one from the pool and prepares it.</summary>
    public static PendingAppend Prepare(LogEntry entry, IReadOnlyList<string> subjects, SubjectKey key)
    {
        if (!Pool.TryDequeue(out var append)) append = new PendingAppend();
        append.Started = Stopwatch.GetTimestamp();
        append._owners = 2;
        append._settled = 0;
        append._promise.Reset();
        EntryWriter.Write(append.Entry, entry, append.Hash(subjects, key));
        TreeHash.Leaf(append.Entry.Prefixed, append._leaf);
        return append;
    }

    /// <summary>The caller's side: completes when the writer, or the caller's cancellation, settles it.</summary>
    public ValueTask<LogPosition> WaitAsync(CancellationToken cancellation)
    {
        var version = _promise.Version;
        if (cancellation.CanBeCanceled)
            _registration = cancellation.UnsafeRegister(static (self, token) => ((PendingAppend)self!).Cancel(token), this);
        return new ValueTask<LogPosition>(this, version);
    }

    /// <summary>The writer's side: the entry is durable. The writer lets go.</summary>
    public void Succeed(AccessLogMetrics metrics)
    {
        metrics.Appended(Started);
        if (Interlocked.Exchange(ref _settled, 1) == 0) _promise.SetResult(new LogPosition(Index));
        LetGo();
    }

    /// <summary>The writer's side: the entry is not durable, or nobody knows. The writer lets go.</summary>
    public void Fail(LogUnavailableException e)
    {
        if (Interlocked.Exchange(ref _settled, 1) == 0) _promise.SetException(e);
        LetGo();
    }

    LogPosition IValueTaskSource<LogPosition>.GetResult(short token)
    {
        try
        {
            return _promise.GetResult(token);
        }
        finally
        {
            // Waits for a cancellation that is running right now, so that it cannot strike the next user of this object.
            _registration.Dispose();
            _registration = default;
            LetGo();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<LogPosition>.GetStatus(short token) => _promise.GetStatus(token);

    void IValueTaskSource<LogPosition>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _promise.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.Exchange(ref _settled, 1) == 0) _promise.SetException(new OperationCanceledException(token));
    }

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _owners) == 0 && Pool.Count < MaxPooled) Pool.Enqueue(this);
    }

    private SubjectStamp? Hash(IReadOnlyList<string> subjects, SubjectKey key)
    {
        _hashed = subjects.Count * TreeHash.Size;
        if (_hashed == 0) return null;
        if (_hashes.Length < _hashed) _hashes = new byte[_hashed];
        for (var i = 0; i < subjects.Count; i++) key.Hash(subjects[i], _hashes.AsSpan(i * TreeHash.Size, TreeHash.Size));
        SubjectTree.Root(Hashes, _root);
        return new SubjectStamp(key.Id, _root);
    }
}
