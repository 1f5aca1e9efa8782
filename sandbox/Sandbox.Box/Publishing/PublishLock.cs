namespace Sandbox.Box;

/// <summary>One publisher at a time on a data folder, or one import on a dataset's, in whatever process. The system frees the lock when its holder dies.</summary>
internal static class PublishLock
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the lock; dispose to release it.</summary>
    public static async Task<IDisposable> TakeAsync(string folder, TimeProvider time, CancellationToken cancellation)
    {
        DurableFiles.CreateFolder(folder);
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder, "publish.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(AskEvery, time, cancellation);
            }
        }
    }
}
