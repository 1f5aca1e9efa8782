using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Testing.Faults;

/// <summary>
/// SQLite's own file system (its default VFS), but that files of an <see cref="UnsyncedDisk"/> tell it of every write, truncation and sync before it happens. All else goes the
/// usual way: an opened file keeps its own table of methods, with three replaced (sqlite.org/vfs.html).
/// </summary>
internal static unsafe partial class SqliteFiles
{
    private const string Library = "e_sqlite3";
    private const int VfsSize = 168, VfsName = 24, VfsOpen = 40, VfsDelete = 48;
    private const int MethodsSize = 152, MethodClose = 8, MethodWrite = 24, MethodTruncate = 32, MethodSync = 40;
    private const int Ok = 0;

    private static readonly ConcurrentDictionary<nint, OpenFile> Opened = new();
    private static readonly Lock Gate = new();
    private static UnsyncedDisk[] _disks = [];
    private static nint _base;

    public static void Add(UnsyncedDisk disk)
    {
        lock (Gate)
        {
            if (_base == 0) Register();
            _disks = [.. _disks, disk];
        }
    }

    public static void Remove(UnsyncedDisk disk)
    {
        lock (Gate) _disks = [.. _disks.Where(d => d != disk)];
    }

    // Never taken back: SQLite holds on to it for the life of the process.
    private static void Register()
    {
        _base = Find(0);
        var own = Copy(_base, VfsSize);
        At(own, VfsName) = Marshal.StringToCoTaskMemUTF8("unsynced");
        At(own, VfsOpen) = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, nint, int, int*, int>)&Open;
        At(own, VfsDelete) = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, int, int>)&Delete;
        if (Register(own, makeDefault: 1) != Ok) throw new InvalidOperationException("SQLite takes no other file system.");
    }

    private static UnsyncedDisk? DiskOf(string? path) => path is null ? null : Array.Find(_disks, d => d.Holds(path));

    private static ref nint At(nint structure, int offset) => ref *(nint*)(structure + offset);

    private static nint Copy(nint from, int size)
    {
        var copy = (nint)NativeMemory.Alloc((nuint)size);
        Buffer.MemoryCopy((void*)from, (void*)copy, size, size);
        return copy;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(nint vfs, byte* name, nint file, int flags, int* outFlags)
    {
        var result = ((delegate* unmanaged[Cdecl]<nint, byte*, nint, int, int*, int>)At(_base, VfsOpen))(_base, name, file, flags, outFlags);
        var path = Marshal.PtrToStringUTF8((nint)name);
        if (result != Ok || DiskOf(path) is not { } disk) return result;
        disk.Open(path!);
        var original = At(file, 0);
        var methods = Copy(original, MethodsSize);
        At(methods, MethodClose) = (nint)(delegate* unmanaged[Cdecl]<nint, int>)&Close;
        At(methods, MethodWrite) = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, int, long, int>)&Write;
        At(methods, MethodTruncate) = (nint)(delegate* unmanaged[Cdecl]<nint, long, int>)&Truncate;
        At(methods, MethodSync) = (nint)(delegate* unmanaged[Cdecl]<nint, int, int>)&Sync;
        Opened[file] = new OpenFile(disk, path!, original);
        At(file, 0) = methods;
        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(nint vfs, byte* name, int syncFolder)
    {
        var path = Marshal.PtrToStringUTF8((nint)name);
        DiskOf(path)?.Delete(path!);
        return ((delegate* unmanaged[Cdecl]<nint, byte*, int, int>)At(_base, VfsDelete))(_base, name, syncFolder);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(nint file)
    {
        Opened.TryRemove(file, out var open);
        NativeMemory.Free((void*)At(file, 0));
        At(file, 0) = open!.Methods;
        return ((delegate* unmanaged[Cdecl]<nint, int>)At(open.Methods, MethodClose))(file);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(nint file, byte* bytes, int count, long offset)
    {
        var open = Opened[file];
        open.Disk.Write(open.Path, (int)offset, new ReadOnlySpan<byte>(bytes, count).ToArray());
        return ((delegate* unmanaged[Cdecl]<nint, byte*, int, long, int>)At(open.Methods, MethodWrite))(file, bytes, count, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(nint file, long length)
    {
        var open = Opened[file];
        open.Disk.Truncate(open.Path, (int)length);
        return ((delegate* unmanaged[Cdecl]<nint, long, int>)At(open.Methods, MethodTruncate))(file, length);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(nint file, int flags)
    {
        var open = Opened[file];
        open.Disk.Sync(open.Path);
        return ((delegate* unmanaged[Cdecl]<nint, int, int>)At(open.Methods, MethodSync))(file, flags);
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial nint Find(nint name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int Register(nint vfs, int makeDefault);

    private sealed record OpenFile(UnsyncedDisk Disk, string Path, nint Methods);
}
