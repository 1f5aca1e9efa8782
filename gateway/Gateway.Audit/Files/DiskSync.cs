using System.Runtime.InteropServices;

namespace Gateway.Audit.Files;

/// <summary>What .NET has no call for: syncing data without time stamps, a folder, and a whole file system.</summary>
internal static partial class DiskSync
{
    private const int ReadOnly = 0;

    /// <summary>Makes a file's content, and its length where that has changed, survive a power cut.</summary>
    /// <exception cref="IOException">Nobody knows what the disk holds now.</exception>
    public static void Data(SafeHandle file)
    {
        // Unlike fsync it leaves time stamps alone: in a file whose blocks are there already, no journal is written.
        if (SyncData(file) != 0) throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    /// <summary>Makes the names in a folder durable.</summary>
    /// <exception cref="IOException">The folder cannot be opened or synced.</exception>
    public static void Folder(string folder) => Run(folder, Sync);

    /// <summary>Makes everything that was written on a folder's file system durable.</summary>
    /// <exception cref="IOException">The folder cannot be opened, or something could not be written.</exception>
    public static void FileSystem(string folder) => Run(folder, SyncFileSystem);

    private static void Run(string folder, Func<int, int> sync)
    {
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw Failed(folder);
        try
        {
            if (sync(descriptor) != 0) throw Failed(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string folder) => new($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileSystem(int descriptor);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncData(SafeHandle file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
