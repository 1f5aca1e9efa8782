namespace Gateway.Tls;

/// <summary>Files that hold secrets: mode 0600 in a folder of mode 0700, written whole or not at all.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder that only its owner may enter; one that is there keeps its mode.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>
    /// Writes the whole file beside its place, syncs it and renames it there. A crash before the rename leaves what was there before.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What it shall hold.</param>
    /// <param name="readable">Others may read it: for certificates.</param>
    public static void Write(string path, string text, bool readable = false)
    {
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly | (readable ? UnixFileMode.GroupRead | UnixFileMode.OtherRead : UnixFileMode.None);
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Makes an empty file of mode 0600 where there is none: SQLite gives its companion files the same mode.</summary>
    public static void Touch(string path)
    {
        if (!File.Exists(path))
            Write(path, "");
    }

    /// <summary>Reads a secret.</summary>
    /// <exception cref="InvalidOperationException">Others may read or write it: a secret that leaked is no secret.</exception>
    public static string Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            throw new InvalidOperationException($"{path} may be read or written by others. Make it private: chmod 600 {path}");

        return File.ReadAllText(path);
    }
}
