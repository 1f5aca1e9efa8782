namespace Benchmarks.Log;

/// <summary>A bare group commit: bytes that lie ready are appended to a file and synced together. No hashes, no form, no tree.</summary>
internal sealed class BareAppend : IDisposable
{
    private readonly object _gate = new();
    private readonly FileStream _file;
    private readonly Thread _thread;
    private List<(ReadOnlyMemory<byte> Bytes, TaskCompletionSource Done)> _waiting = [];
    private bool _closed;

    public BareAppend(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public Task AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((bytes, done));
            if (_waiting.Count == 1) Monitor.Pulse(_gate);
        }

        return done.Task;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _file.Dispose();
    }

    private void Run()
    {
        var taken = new List<(ReadOnlyMemory<byte> Bytes, TaskCompletionSource Done)>();
        var group = new MemoryStream();
        while (true)
        {
            lock (_gate)
            {
                while (_waiting.Count == 0 && !_closed) Monitor.Wait(_gate);
                if (_waiting.Count == 0) return;
                (taken, _waiting) = (_waiting, taken);
            }

            group.SetLength(0);
            foreach (var (bytes, _) in taken) group.Write(bytes.Span);
            _file.Write(group.GetBuffer().AsSpan(0, (int)group.Length));
            _file.Flush(flushToDisk: true);
            foreach (var (_, done) in taken) done.SetResult();
            taken.Clear();
        }
    }
}
