namespace Gateway.Audit.Files;

/// <summary>What is done to files in more than one place.</summary>
internal static class LogFileExtensions
{
    /// <summary>Reads up to the buffer's size; less only at the end of the file.</summary>
    public static int ReadAll(this ILogFile file, Span<byte> into, long offset)
    {
        var length = 0;
        while (length < into.Length && file.Read(into[length..], offset + length) is > 0 and var read) length += read;
        return length;
    }

    /// <summary>The whole file, or null when it is not there.</summary>
    public static byte[]? TryReadWhole(this ILogFiles files, string path)
    {
        var buffer = new FileBuffer();
        return buffer.TryRead(files, path) ? buffer.Detach() : null;
    }

    /// <summary>
    /// Puts a whole file in its place. Whoever reads sees the old one, or none, or the new one. A crash before the rename leaves an unfinished
    /// file that the next write of the same name overwrites; one after it, the new file, whose content is durable only if that was asked for.
    /// </summary>
    public static void Put(this ILogFiles files, string path, ReadOnlySpan<byte> bytes, bool durable)
    {
        var unfinished = path + LogLayout.Unfinished;
        using (var file = files.Create(unfinished))
        {
            file.Write(bytes, 0);
            if (durable) file.Sync();
        }

        files.Rename(unfinished, path);
    }
}
