using Policies.Yaml;

namespace Policies;

/// <summary>
/// A document that was read, with its bytes for the lines of later errors: those are few, and the nodes of all documents would be many. An invalid one still has its
/// name, so that nothing that refers to it is called wrong for that.
/// </summary>
internal sealed record ReadDocument<T>(string Name, T Document, byte[] Bytes, string File, bool Valid)
{
    public PolicyError Error(string message, params ReadOnlySpan<string> path) =>
        new(File, YamlReader.Read(Bytes, new YamlErrors(File))!.LineOf(path), message);
}

/// <summary>All documents of one kind, by file. Each file is read on its own, so one that changed is read again alone.</summary>
/// <param name="folder">The policies folder.</param>
/// <param name="kind">The name of the kind's own folder in it.</param>
/// <param name="read">Reads one.</param>
/// <param name="nameOf">Its name.</param>
/// <param name="mayBeAbsent">Without its folder there are none.</param>
internal sealed class DocumentTable<T>(string folder, string kind, Func<MapReader, T> read, Func<T, string> nameOf, bool mayBeAbsent = false)
{
    private const string Ending = ".yaml";
    private readonly SortedDictionary<string, (ReadDocument<T>? Document, IReadOnlyList<PolicyError> Errors)> _files = new(StringComparer.Ordinal);
    private PolicyError? _folderError;

    /// <summary>The documents, by name of file.</summary>
    public IEnumerable<ReadDocument<T>> Documents => _files.Values.Select(f => f.Document).OfType<ReadDocument<T>>();

    public IEnumerable<PolicyError> Errors => _files.Values.SelectMany(f => f.Errors).Concat(_folderError is null ? [] : [_folderError]);

    /// <summary>The documents by their names. Two files may claim one name; that is an error of one of them, and the first stands for it meanwhile.</summary>
    public Dictionary<string, ReadDocument<T>> ByName()
    {
        var byName = new Dictionary<string, ReadDocument<T>>(StringComparer.Ordinal);
        foreach (var document in Documents) byName.TryAdd(document.Name, document);
        return byName;
    }

    /// <summary>Reads all files, on all cores.</summary>
    public void ReadAll()
    {
        _files.Clear();
        _folderError = null;
        foreach (var (file, result) in FilesOf().AsParallel().Select(file => (Path.GetFileName(file), Read(file)))) _files[file] = result;
    }

    /// <summary>Reads one file again, or forgets it when it is gone.</summary>
    public void ReadAgain(string file)
    {
        var path = Path.Combine(folder, kind, file);
        if (File.Exists(path)) _files[file] = Read(path);
        else _files.Remove(file);
    }

    private string[] FilesOf()
    {
        try
        {
            return Directory.GetFiles(Path.Combine(folder, kind));
        }
        catch (DirectoryNotFoundException) when (mayBeAbsent)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _folderError = new PolicyError(kind, 1, "There is no such folder that can be read. A policies folder holds datasets, products and contracts.");
            return [];
        }
    }

    private (ReadDocument<T>? Document, IReadOnlyList<PolicyError> Errors) Read(string path)
    {
        var errors = new YamlErrors($"{kind}/{Path.GetFileName(path)}");
        var document = IsDocument(path, errors) ? ReadDocument(path, errors) : null;
        return (document, errors.All);
    }

    // A file that looks like a document, but is not read, would be a rule that somebody believes in.
    private bool IsDocument(string file, YamlErrors errors)
    {
        if (file.EndsWith(PolicyFolder.CasesEnding, StringComparison.Ordinal))
        {
            if (kind is "contracts") return false;
            errors.Add(1, "Cases stand beside contracts only. Move the file.");
            return false;
        }

        if (file.EndsWith(Ending, StringComparison.Ordinal)) return true;
        if (Path.GetExtension(file) is ".yml" or ".YAML" or ".YML" or ".json")
            errors.Add(1, "The file is not read: documents end in .yaml. Rename it.");
        return false;
    }

    private ReadDocument<T>? ReadDocument(string file, YamlErrors errors)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(1, "The file cannot be read. Check its permissions.");
            return null;
        }

        if (YamlReader.Read(bytes, errors) is not { } map) return null;
        var document = read(new MapReader(map, "The document", errors));
        var name = nameOf(document);
        var fileName = Path.GetFileNameWithoutExtension(file);
        if (name.Length > 0 && !string.Equals(name, fileName, StringComparison.Ordinal))
            errors.Add(map.LineOf(), $"The document is called '{name}', its file '{fileName}{Ending}'. Give both the same name.");
        return new ReadDocument<T>(name.Length > 0 ? name : fileName, document, bytes, errors.File, errors.Count == 0);
    }
}
