namespace Gateway.Audit.Files;

/// <summary>A log's folder, for those who serve its files.</summary>
public static class LogFolder
{
    /// <summary>Where a file lies now: among the others, or in the archive. Null when it is not there.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="path">The file's name in it, such as <c>tile/0/000</c>.</param>
    public static string? Find(string folder, string path)
    {
        var (here, archived) = (Path.Combine(folder, path), Path.Combine(folder, LogLayout.Archive, path));
        return File.Exists(here) ? here : File.Exists(archived) ? archived : null;
    }
}
