namespace Gateway.Audit.Files;

/// <summary>What the log asks of a file system. Failures are <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
internal interface ILogFiles
{
    /// <summary>Makes the folder and those above it, for this user only; nothing when it is there. Durable after <see cref="SyncAll"/> only.</summary>
    void CreateFolder(string folder);

    /// <summary>The names of the files in a folder, in no order; empty when there is no such folder.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>Makes an empty file, for this user only, or empties the one that is there. Its name is durable after <see cref="SyncFolder"/> only.</summary>
    ILogFile Create(string path);

    /// <summary>Opens a file that must be there.</summary>
    /// <exception cref="FileNotFoundException">It is not there, or not even its folder.</exception>
    ILogFile Open(string path, bool write);

    /// <summary>Renames in one step, over a file of that name. Durable after <see cref="SyncFolder"/> only.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file. Durable after <see cref="SyncFolder"/> only.</summary>
    void Delete(string path);

    /// <summary>Removes a folder with its files; nothing when it is not there.</summary>
    void DeleteFolder(string folder);

    /// <summary>Makes the names in a folder survive a power cut.</summary>
    void SyncFolder(string folder);

    /// <summary>Makes every file and name below a folder survive a power cut. After it throws, nobody knows what the disk holds.</summary>
    void SyncAll(string folder);

    /// <summary>Takes a lock that ends with the result, or with the process.</summary>
    IDisposable Lock(string path);
}

/// <summary>An open file.</summary>
internal interface ILogFile : IDisposable
{
    /// <summary>Its length now, in bytes.</summary>
    long Length { get; }

    /// <summary>Reads what there is at an offset; 0 at the end.</summary>
    int Read(Span<byte> into, long offset);

    /// <summary>Writes all bytes at an offset. When it throws, any part of them may have been written.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Makes content and length survive a power cut. After it throws, nobody knows what the disk holds.</summary>
    void Sync();
}
