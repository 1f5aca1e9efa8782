namespace Gateway.Audit.Files;

/// <summary>The file system of the machine.</summary>
internal sealed class DiskFiles : ILogFiles
{
    private const UnixFileMode ForOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static DiskFiles Instance { get; } = new();

    /// <inheritdoc/>
    public void CreateFolder(string folder)
    {
        if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, ForOwner | UnixFileMode.UserExecute);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f))] : [];

    /// <inheritdoc/>
    public ILogFile Create(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        File.SetUnixFileMode(handle, ForOwner);
        return new DiskFile(handle);
    }

    /// <inheritdoc/>
    public ILogFile Open(string path, bool write)
    {
        try
        {
            var access = write ? FileAccess.ReadWrite : FileAccess.Read;
            return new DiskFile(File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileNotFoundException(e.Message, path, e);
        }
    }

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <inheritdoc/>
    public void SyncFolder(string folder) => DiskSync.Folder(folder);

    /// <inheritdoc/>
    public void SyncAll(string folder) => DiskSync.FileSystem(folder);

    /// <inheritdoc/>
    public IDisposable Lock(string path) => File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
