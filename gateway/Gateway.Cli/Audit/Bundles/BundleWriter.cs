using System.IO.Compression;

namespace Gateway.Cli.Audit.Bundles;

/// <summary>Writes a bundle, file after file. It gets its name when it is whole.</summary>
internal sealed class BundleWriter : IDisposable
{
    private const string Unfinished = ".tmp";
    private readonly string _path;
    private readonly ZipArchive _zip;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public BundleWriter(string path) => (_path, _zip) = (path, new ZipArchive(File.Create(path + Unfinished), ZipArchiveMode.Create));

    public bool Holds(string name) => _names.Contains(name);

    public void Add(string name, ReadOnlySpan<byte> bytes)
    {
        if (!_names.Add(name)) return;
        using var stream = _zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        stream.Write(bytes);
    }

    /// <summary>Puts the whole bundle in its place.</summary>
    public void Finish()
    {
        _zip.Dispose();
        File.Move(_path + Unfinished, _path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();
}
