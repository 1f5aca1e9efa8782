using System.Security.Cryptography;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Box;

/// <summary>
/// A folder of its own for one one-shot box, on the same file system as what it will become. A lock is held on it as long as this process lives
/// and works; a folder whose lock is free was left by a crash, and the next one who comes removes it.
/// </summary>
public sealed class StagingArea : IDisposable
{
    private const string LockSuffix = ".lock";
    private readonly FileStream _lock;

    private StagingArea(string folder, FileStream taken) => (Folder, _lock) = (folder, taken);

    /// <summary>The folder, empty at first.</summary>
    public string Folder { get; }

    /// <summary>Makes a staging folder, and removes those that crashes left.</summary>
    public static StagingArea Create(string data)
    {
        var all = DataLayout.Staging(Path.GetFullPath(data));
        DurableFiles.CreateFolder(all);
        Sweep(all);
        var folder = Path.Combine(all, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        var taken = new FileStream(folder + LockSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Directory.CreateDirectory(folder);
        return new StagingArea(folder, taken);
    }

    /// <summary>Removes the folder, unless it has been published.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        File.Delete(Folder + LockSuffix);
        _lock.Dispose();
    }

    // A lock file always exists before its folder and is removed after it, so the lock files name every folder.
    private static void Sweep(string all)
    {
        foreach (var left in Directory.EnumerateFiles(all, "*" + LockSuffix))
        {
            try
            {
                using var taken = new FileStream(left, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                var folder = left[..^LockSuffix.Length];
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
                File.Delete(left);
            }
            catch (IOException)
            {
                // Somebody works there, or was the first to sweep it.
            }
        }
    }
}
