using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sandbox.Box;

/// <summary>
/// The one thread that starts processes, alive as long as this process is. <c>--die-with-parent</c> is the kernel's
/// <c>PR_SET_PDEATHSIG</c>, which fires when the <b>thread</b> that forked ends: a box started from the thread pool would be killed when
/// the pool retires that thread, some time later and for no visible reason.
/// </summary>
internal static class SpawnThread
{
    private static readonly BlockingCollection<Action> Work = [];
    private static readonly Lazy<Thread> Running = new(Run);

    /// <summary>Starts a process whose parent thread never ends.</summary>
    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        _ = Running.Value;
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    private static Thread Run()
    {
        var thread = new Thread(() =>
        {
            foreach (var work in Work.GetConsumingEnumerable()) work();
        })
        { IsBackground = true, Name = "box-spawn" };
        thread.Start();
        return thread;
    }
}
