using System.Diagnostics;

namespace Benchmarks.Proxy;

/// <summary>What an fsync of a small append costs on this disk: the floor under every durable answer.</summary>
internal static class DiskSync
{
    /// <summary>The median of <paramref name="rounds"/> appends of 1 KB with fsync, in ms.</summary>
    public static double MedianOf(string folder, int rounds)
    {
        var path = Path.Combine(folder, "fsync.probe");
        var bytes = new byte[1024];
        var times = new List<double>(rounds);
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            for (var i = 0; i < rounds; i++)
            {
                var start = Stopwatch.GetTimestamp();
                file.Write(bytes);
                file.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        File.Delete(path);
        return Median.Of(times);
    }
}
