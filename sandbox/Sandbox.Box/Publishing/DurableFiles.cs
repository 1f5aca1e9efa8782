using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sandbox.Box;

/// <summary>Writes that survive a power cut once they return.</summary>
internal static partial class DurableFiles
{
    private const int OpenDirectory = 0x10000 | 0x80000; // O_RDONLY | O_DIRECTORY | O_CLOEXEC

    /// <summary>Makes a file's bytes durable.</summary>
    public static void SyncFile(string path)
    {
        using var file = File.OpenHandle(path);
        if (Sync(file) != 0) throw new IOException($"The file {path} cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Makes a folder's entries durable: what was created, renamed or removed in it.</summary>
    public static void SyncFolder(string path)
    {
        using var folder = Open(path, OpenDirectory);
        if (folder.IsInvalid || Sync(folder) != 0) throw new IOException($"The folder {path} cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Creates a folder and what is above it, durably.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        var above = Path.GetDirectoryName(path)!;
        CreateFolder(above);
        Directory.CreateDirectory(path);
        SyncFolder(above);
    }

    /// <summary>
    /// Replaces a file whole. A reader, and a machine that crashed, sees the old bytes or the new ones; a crash leaves at most a
    /// <c>.new</c> file, which the next replacement overwrites.
    /// </summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        var next = path + ".new";
        File.Delete(next);
        using (var file = new FileStream(next, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode }))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(SafeFileHandle file);
}
