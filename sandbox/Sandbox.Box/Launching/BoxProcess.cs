using System.Diagnostics;

namespace Sandbox.Box;

/// <summary>A running box. When this process dies, the box is killed with it; when it is disposed, too.</summary>
public sealed class BoxProcess : IAsyncDisposable
{
    private readonly Process _process;

    internal BoxProcess(Process process)
    {
        _process = process;
        Exited = WaitAsync(process);
    }

    /// <summary>The process id of the box's outermost process; killing it kills all that is inside.</summary>
    public int Id => _process.Id;

    /// <summary>The worker's standard input.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>The worker's standard output.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>The worker's standard error.</summary>
    public StreamReader Error => _process.StandardError;

    /// <summary>Completes with the exit code when the box has ended: the worker's own, or 128 + signal.</summary>
    public Task<int> Exited { get; }

    /// <summary>Ends the box at once. Nothing happens when it has ended already.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended between the decision and the call.
        }
    }

    /// <summary>Kills the box if it still runs, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited;
        _process.Dispose();
    }

    private static async Task<int> WaitAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
