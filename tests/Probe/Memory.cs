using System.Globalization;
using System.Runtime.InteropServices;

namespace Probe;

/// <summary>Attempts to take more than a box may have.</summary>
internal static class Memory
{
    private const int Megabyte = 1 << 20;

    /// <summary>Takes memory past the managed heap, as a native engine would, and gives it back.</summary>
    public static unsafe string Take(int megabytes)
    {
        var taken = new List<nint>();
        try
        {
            for (var i = 0; i < megabytes; i++)
            {
                var block = NativeMemory.Alloc(Megabyte);
                NativeMemory.Fill(block, Megabyte, 1);
                taken.Add((nint)block);
            }
            return $"{megabytes} MiB";
        }
        finally
        {
            foreach (var block in taken) NativeMemory.Free((void*)block);
        }
    }

    /// <summary>Takes memory of the managed heap.</summary>
    public static string TakeManaged(int megabytes)
    {
        var taken = new List<byte[]>();
        for (var i = 0; i < megabytes; i++) taken.Add(GC.AllocateUninitializedArray<byte>(Megabyte));
        return $"{taken.Count} MiB";
    }

    /// <summary>Fills a file: <c>path megabytes</c>.</summary>
    public static async Task<string> FillAsync(string argument)
    {
        var (path, megabytes) = argument.Split(' ') is [var p, var m] ? (p, int.Parse(m, CultureInfo.InvariantCulture)) : ("", 0);
        try
        {
            await using var file = File.Create(path);
            for (var i = 0; i < megabytes; i++) await file.WriteAsync(new byte[Megabyte]);
            return $"{megabytes} MiB";
        }
        finally
        {
            File.Delete(path);
        }
    }
}
