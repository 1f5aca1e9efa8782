using Gateway.Audit.Wal;

namespace Gateway.Audit.Tiles;

/// <summary>Runs the integrator behind the writer, on a thread of its own. What goes wrong here delays checkpoints and never an append.</summary>
/// <param name="open">Takes the log up from the disk.</param>
/// <param name="first">The integrator that was opened with the log.</param>
/// <param name="committed">Up to where entries are durable.</param>
/// <param name="spare">The spare segment.</param>
/// <param name="options">How often, and how large segments are.</param>
/// <param name="listener">Who hears of failures.</param>
internal sealed class IntegratorThread(
    Func<Integrator> open, Integrator first, Func<WalPosition> committed, WalSpare spare, AccessLogOptions options, IAccessLogListener listener)
{
    private readonly object _gate = new();
    private Integrator? _integrator = first;
    private volatile PublishedCheckpoint _published = first.Published!;
    private Thread? _thread;
    private bool _closing;
    private bool _behind;
    private bool _prepared;

    /// <summary>The last checkpoint.</summary>
    public PublishedCheckpoint Published => _published;

    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "access-log-tiles" };
        _thread.Start();
    }

    /// <summary>Derives what is left, and ends.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        _thread?.Join();
        _integrator?.Dispose();
    }

    private void Run()
    {
        for (var closing = false; !closing;)
        {
            lock (_gate)
            {
                if (!_closing) Monitor.Wait(_gate, _behind ? options.RetryAfter : options.CheckpointEvery);
                closing = _closing;
            }

            Advance();
        }
    }

    private void Advance()
    {
        var end = committed();
        if (_published.Size == end.Next && !_behind) return;
        try
        {
            _integrator ??= open();
            _integrator.Advance(end);
            _published = _integrator.Published!;
            if (!_prepared && end.Offset > options.SegmentSize / 4)
            {
                spare.Prepare();
                _prepared = true;
            }

            _behind = false;
        }
        catch (Exception e)
        {
            // What was written so far cannot be relied on: a sync that failed may have lost it. It is derived again, from what is durable.
            _integrator?.Dispose();
            _integrator = null;
            if (!_behind) listener.Behind(e);
            _behind = true;
        }
    }
}
