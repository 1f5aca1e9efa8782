using Gateway.Audit.Appending;
using Gateway.Audit.Files;
using Gateway.Audit.Keys;
using Gateway.Audit.Notes;
using Gateway.Audit.Retention;
using Gateway.Audit.Subjects;
using Gateway.Audit.Tiles;
using Gateway.Audit.Wal;

namespace Gateway.Audit;

/// <summary>
/// The access log in a folder: entries are durable in a write-ahead file before an append returns; the Merkle tree, as tiles, and its signed
/// checkpoint follow. One process writes it; disposing of it writes what is waiting.
/// </summary>
public sealed class AccessLog : IAccessLog, IPublishedLog, IDisposable
{
    private const int MaxWaiting = 16_384;
    private readonly Mailbox _mailbox;
    private readonly SubjectKeys _keys;
    private readonly LogRetention _retention;
    private readonly LogWriter _writer;
    private readonly IntegratorThread _integrator;
    private readonly NoteSigner _signer;
    private readonly IDisposable _lock;
    private readonly Thread _thread;

    private AccessLog(
        string folder, Mailbox mailbox, SubjectKeys keys, LogRetention retention, LogWriter writer, IntegratorThread integrator, NoteSigner signer, IDisposable @lock)
    {
        Folder = folder;
        (_mailbox, _keys, _retention, _writer, _integrator, _signer, _lock) = (mailbox, keys, retention, writer, integrator, signer, @lock);
        _thread = new Thread(_writer.Run) { IsBackground = true, Name = "access-log" };
        _thread.Start();
        _integrator.Start();
    }

    /// <inheritdoc/>
    public string Origin => _signer.VerifierKey.Name;

    /// <inheritdoc/>
    public string Folder { get; }

    /// <inheritdoc/>
    public NoteKey VerifierKey => _signer.VerifierKey;

    /// <inheritdoc/>
    public long Next => _writer.Committed.Next;

    /// <inheritdoc/>
    public PublishedCheckpoint Published => _integrator.Published;

    /// <summary>Opens a log, or begins one.</summary>
    /// <param name="options">Where and how; <see cref="AccessLogOptions.Folder"/> is taken as it is.</param>
    /// <param name="metrics">Its figures.</param>
    /// <param name="listener">Who hears of failures and of what was cut.</param>
    /// <param name="time">The clock.</param>
    /// <param name="barrier">What goes before each group of entries; null: nothing.</param>
    /// <exception cref="LogCorruptException">The log is damaged.</exception>
    /// <exception cref="IOException">Another process writes it, or the disk fails.</exception>
    public static AccessLog Open(AccessLogOptions options, AccessLogMetrics metrics, IAccessLogListener listener, TimeProvider time, ICommitBarrier? barrier = null) =>
        Open(options, metrics, listener, time, DiskFiles.Instance, barrier);

    /// <inheritdoc/>
    public ValueTask<LogPosition> AppendAsync(LogEntry entry, IReadOnlyList<string> subjects, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(subjects);
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<LogPosition>(cancellation);
        var append = PendingAppend.Prepare(entry, subjects, _keys.Current);
        var promise = append.WaitAsync(cancellation);
        if (!_mailbox.TryAdd(append)) append.Fail(new LogUnavailableException("The access log takes nothing in."));
        return promise;
    }

    /// <inheritdoc/>
    public byte[] QueryNonce(ReadOnlySpan<byte> resultHash)
    {
        var nonce = new byte[SubjectKey.NonceSize];
        _keys.Current.QueryNonce(resultHash, nonce);
        return nonce;
    }

    /// <summary>
    /// Seals the subject key in use for the regulator where it is not sealed yet, and begins the next when its period is over. Appends go on meanwhile: each
    /// entry names the key that its subjects were hashed with. For one caller at a time.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <returns>When to call again; null where no regulator is named.</returns>
    /// <exception cref="LogUnavailableException">The log cannot be written; the key in use stays.</exception>
    /// <exception cref="IOException">A key file cannot be written; the key in use stays.</exception>
    public Task<DateTimeOffset?> AdvanceSubjectKeyAsync(DateTimeOffset now) => _keys.AdvanceAsync(this, now);

    /// <summary>
    /// Moves bundles that have grown older than the retention to the archive, and destroys the sealed keys of periods that ended as long ago. Every proof holds as
    /// before. For one caller at a time.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <exception cref="LogUnavailableException">The log cannot be written; the keys stay.</exception>
    /// <exception cref="IOException">The archive cannot be written; nothing is lost.</exception>
    public Task<Aged> AgeAsync(DateTimeOffset now) => _retention.RunAsync(this, Published.Size, now);

    /// <inheritdoc/>
    public void Dispose()
    {
        _mailbox.Close();
        _thread.Join();
        _integrator.Close();
        _signer.Dispose();
        _lock.Dispose();
    }

    internal static AccessLog Open(
        AccessLogOptions options, AccessLogMetrics metrics, IAccessLogListener listener, TimeProvider time, ILogFiles files, ICommitBarrier? barrier = null)
    {
        files.CreateFolder(options.Folder);
        var @lock = files.Lock(Path.Combine(options.Folder, LogLayout.Lock));
        NoteSigner? signer = null;
        LogWriter? writer = null;
        Integrator? integrator = null;
        try
        {
            var wal = Path.Combine(options.Folder, LogLayout.Wal);
            files.CreateFolder(wal);
            var spare = new WalSpare(files, wal, options.SegmentSize);
            var recovery = new WalRecovery(files, wal, options, spare, metrics, listener);
            var start = recovery.Start();
            var keys = new SubjectKeys(files, options, begun: start is not null);
            signer = LogKeys.Open(files, options.Folder, options.Origin, begun: start is not null);
            if (start is null)
            {
                // Folders and keys first: where there is an entry, there is all that it needs.
                files.SyncFolder(options.Folder);
                files.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(options.Folder))!);
            }

            var mailbox = new Mailbox(MaxWaiting, options.MaxGroupWait);
            writer = new LogWriter(mailbox, recovery, options, metrics, listener, barrier, time);
            writer.Open(start);
            var sign = signer;
            Integrator Integrate() => new(files, options.Folder, recovery.Start()!, spare, sign);
            integrator = Integrate();
            integrator.Advance(writer.Committed);
            var thread = new IntegratorThread(Integrate, integrator, () => writer.Committed, spare, options, listener);
            return new AccessLog(options.Folder, mailbox, keys, new LogRetention(files, options, keys), writer, thread, signer, @lock);
        }
        catch
        {
            integrator?.Dispose();
            writer?.Dispose();
            signer?.Dispose();
            @lock.Dispose();
            throw;
        }
    }
}
