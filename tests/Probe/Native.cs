using System.Runtime.InteropServices;

namespace Probe;

/// <summary>Straight to the kernel.</summary>
internal static partial class Native
{
    /// <summary>A system call by number, with up to five arguments.</summary>
    /// <returns>Its result, or <c>errno N</c>.</returns>
    public static string Call(long[] numbers)
    {
        Span<nint> padded = stackalloc nint[6];
        for (var i = 0; i < numbers.Length; i++) padded[i] = (nint)numbers[i];
        var result = Syscall(padded[0], padded[1], padded[2], padded[3], padded[4], padded[5]);
        return result == -1 ? $"errno {Marshal.GetLastPInvokeError()}" : "done";
    }

    [LibraryImport("libc", EntryPoint = "system", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int System(string command);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Syscall(nint number, nint a, nint b, nint c, nint d, nint e);
}
