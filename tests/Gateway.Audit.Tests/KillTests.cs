using System.Diagnostics;
using Gateway.Audit.Files;
using Testing;
using Testing.Faults;

namespace Gateway.Audit.Tests;

public sealed class KillTests : IDisposable
{
    private static readonly int Kills = Length.Of(shortForm: 10, full: 500);
    private readonly string _folder = Directory.CreateTempSubdirectory("log").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Timeout = 3_600_000)]
    public async Task Log_ProcessKilledUnderLoad_HasEveryAcknowledgedEntry()
    {
        var acknowledged = new Dictionary<long, string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Start();
            try
            {
                for (var lines = 0; await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line; lines++)
                {
                    var (index, mark) = line.Split(' ') is [var first, var second] ? (first, second) : throw new FormatException(line);
                    acknowledged.Add(long.Parse(index), mark);
                    if (lines == 200 + (kill % 64 * 37)) process.Kill();
                }
            }
            finally
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        new TestLog().Open(DiskFiles.Instance, _folder).Dispose();
        AccessLogVerifier.Verify(_folder, cancellation: TestContext.Current.CancellationToken).Problems.ShouldBeEmpty();
        var records = (await TestLog.ReadAllAsync(DiskFiles.Instance, _folder)).ToDictionary(r => r.Index, r => ((AccessEntry)r.Entry).TraceId!);
        acknowledged.Count.ShouldBeGreaterThan(Kills * 200);
        foreach (var (index, mark) in acknowledged) records.GetValueOrDefault(index).ShouldBe(mark);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(KillTests).Assembly.Location);
        start.Environment[AppenderProcess.Variable] = _folder;
        return Process.Start(start)!;
    }
}
