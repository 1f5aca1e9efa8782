using System.IO.Compression;

namespace Gateway.Cli.Audit.Bundles;

/// <summary>Reads a bundle. Files are bounded, so that no archive unpacks to more than there is room for.</summary>
internal sealed class BundleReader : IDisposable
{
    // The largest file is a bundle of 256 entries of 64 KB.
    private const long MaxFile = 32L << 20;
    private readonly ZipArchive _zip;

    /// <summary>Opens a bundle.</summary>
    /// <exception cref="InvalidDataException">It is no zip archive.</exception>
    public BundleReader(string path) => _zip = ZipFile.OpenRead(path);

    /// <summary>The names in a folder.</summary>
    public IEnumerable<string> In(string folder) => _zip.Entries.Select(e => e.FullName).Where(n => n.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>A file; null when it is not there, too long, or damaged.</summary>
    public byte[]? Read(string name)
    {
        if (_zip.GetEntry(name) is not { Length: <= MaxFile } entry) return null;
        try
        {
            using var stream = entry.Open();
            var bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();
}
