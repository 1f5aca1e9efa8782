using Gateway.Audit.Files;

namespace Testing.Faults;

/// <summary>The work of a process that is there to be killed: it appends under load and prints each acknowledged entry.</summary>
internal static class Appender
{
    private const int Callers = 32;

    /// <summary>Runs until the process is killed.</summary>
    public static void Run(string folder)
    {
        using var log = new TestLog().Open(DiskFiles.Instance, folder, segmentSize: 64 * 1024);
        using var output = Console.OpenStandardOutput();
        var gate = new Lock();
        Task.WaitAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var mark = $"{Environment.ProcessId}-{caller}-{i}";
                var position = await log.AppendAsync(TestLog.Entry(mark), [$"P-{i}"], CancellationToken.None);
                // One write, smaller than a pipe's atomic size: a killed process prints no half of a line.
                var line = System.Text.Encoding.ASCII.GetBytes($"{position.Index} {mark}\n");
                lock (gate) output.Write(line);
            }
        })));
    }
}
