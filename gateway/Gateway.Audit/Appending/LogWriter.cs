using System.Runtime.InteropServices;
using Gateway.Audit.Wal;

namespace Gateway.Audit.Appending;

/// <summary>
/// The one writer of the log, on a thread of its own: it takes what has come in, makes it durable together, and tells the callers. An append
/// succeeds after its fsync or it fails; there is no third way.
/// </summary>
internal sealed class LogWriter(
    Mailbox mailbox,
    WalRecovery recovery,
    AccessLogOptions options,
    AccessLogMetrics metrics,
    IAccessLogListener listener,
    ICommitBarrier? barrier,
    TimeProvider time) : IDisposable
{
    private const int MaxGroupEntries = 4096;
    private const int MaxGroupBytes = 4 << 20;
    private WalTail? _tail;
    private volatile WalPosition _committed = WalPosition.Beginning;
    private Exception? _failure;
    private long _failed;

    /// <summary>Up to where everything is durable.</summary>
    public WalPosition Committed => _committed;

    /// <summary>Opens the log. Damage is thrown here, at start.</summary>
    /// <param name="start">Where its first segment begins; null where there is no log yet.</param>
    public void Open(WalPosition? start)
    {
        _tail = recovery.Open(start);
        _committed = _tail.Position;
        listener.Available(_committed.Next);
    }

    /// <summary>Writes until the mailbox is closed and empty.</summary>
    public void Run()
    {
        var taken = new List<PendingAppend>();
        while (mailbox.Take(ref taken))
        {
            for (var rest = CollectionsMarshal.AsSpan(taken); rest.Length > 0;)
            {
                var size = GroupSize(rest);
                Commit(rest[..size]);
                rest = rest[size..];
            }

            taken.Clear();
        }

        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _tail?.Dispose();

    private void Commit(ReadOnlySpan<PendingAppend> group)
    {
        if (_failure is not null && time.GetElapsedTime(_failed) < options.RetryAfter)
        {
            Fail(group, _failure);
            return;
        }

        try
        {
            barrier?.Flush();
            _tail ??= recovery.Open(_committed);
            _tail.Append(group);
            _committed = _tail.Position;
        }
        catch (Exception e)
        {
            // What the disk holds now is unknown, and a second fsync would not tell: the log is read again before it is written again.
            _tail?.Dispose();
            _tail = null;
            if (_failure is null) listener.Unavailable(e);
            _failure = e;
            _failed = time.GetTimestamp();
            Fail(group, e);
            return;
        }

        if (_failure is not null) listener.Available(_committed.Next);
        _failure = null;
        foreach (var append in group) append.Succeed(metrics);
    }

    private void Fail(ReadOnlySpan<PendingAppend> group, Exception cause)
    {
        metrics.Failed(group.Length);
        foreach (var append in group) append.Fail(new LogUnavailableException("The access log cannot be written.", cause));
    }

    private static int GroupSize(ReadOnlySpan<PendingAppend> appends)
    {
        var (size, bytes) = (0, 0);
        while (size < appends.Length && size < MaxGroupEntries && bytes < MaxGroupBytes)
        {
            bytes += appends[size].Entry.Length + appends[size].Hashes.Length;
            size++;
        }

        return size;
    }
}
