using Gateway.Audit.Appending;
using Gateway.Audit.Files;
using Gateway.Audit.Segments;
using Gateway.Audit.Subjects;

namespace Gateway.Audit;

/// <summary>
/// The access log in a folder: hash-chained lines, appended in groups. One process writes it; disposing of it writes what is waiting.
/// </summary>
public sealed class AccessLog : IAccessLog, IDisposable
{
    private const int MaxWaiting = 16_384;
    private readonly Mailbox _mailbox;
    private readonly SubjectKey _key;
    private readonly IDisposable _lock;
    private readonly Thread _thread;

    private AccessLog(string origin, Mailbox mailbox, SubjectKey key, IDisposable @lock, LogWriter writer)
    {
        Origin = origin;
        _mailbox = mailbox;
        _key = key;
        _lock = @lock;
        _thread = new Thread(writer.Run) { IsBackground = true, Name = "access-log" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public string Origin { get; }

    /// <summary>Opens a log, or begins one.</summary>
    /// <param name="options">Where and how; <see cref="AccessLogOptions.Folder"/> is taken as it is.</param>
    /// <param name="metrics">Its figures.</param>
    /// <param name="listener">Who hears of failures and of what was cut.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="LogCorruptException">The log is damaged.</exception>
    /// <exception cref="IOException">Another process writes it, or the disk fails.</exception>
    public static AccessLog Open(AccessLogOptions options, AccessLogMetrics metrics, IAccessLogListener listener, TimeProvider time) =>
        Open(options, metrics, listener, time, DiskFiles.Instance);

    /// <inheritdoc/>
    public ValueTask<LogPosition> AppendAsync(LogEntry entry, IReadOnlyList<string> subjects, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(subjects);
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<LogPosition>(cancellation);
        var append = PendingAppend.Prepare(entry, subjects, _key);
        var promise = append.WaitAsync(cancellation);
        if (!_mailbox.TryAdd(append)) append.Fail(new LogUnavailableException("The access log takes nothing in."));
        return promise;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mailbox.Close();
        _thread.Join();
        _lock.Dispose();
    }

    internal static AccessLog Open(
        AccessLogOptions options, AccessLogMetrics metrics, IAccessLogListener listener, TimeProvider time, ILogFiles files)
    {
        files.CreateFolder(options.Folder);
        var @lock = files.Lock(Path.Combine(options.Folder, LogLayout.Lock));
        try
        {
            var key = OpenKey(files, options.Folder);
            var mailbox = new Mailbox(MaxWaiting, options.MaxGroupWait);
            var writer = new LogWriter(mailbox, new LogRecovery(files, options, metrics, listener), options, metrics, listener, time);
            writer.Open();
            return new AccessLog(options.Origin, mailbox, key, @lock, writer);
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    private static SubjectKey OpenKey(ILogFiles files, string folder)
    {
        var names = files.List(folder);
        if (names.Contains(LogLayout.SubjectKey, StringComparer.Ordinal) || LogLayout.Segments(names).Count > 0)
            return SubjectKeyFile.Read(files, folder);
        // Left by a crash before there was a key.
        if (names.Contains(LogLayout.SubjectKey + LogLayout.Unfinished, StringComparer.Ordinal))
            files.Delete(Path.Combine(folder, LogLayout.SubjectKey + LogLayout.Unfinished));
        return SubjectKeyFile.Create(files, folder);
    }
}
