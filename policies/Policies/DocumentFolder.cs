using Policies.Yaml;

namespace Policies;

/// <summary>
/// A document that was read, with its text for the lines of later errors. An invalid one still has its name, so that nothing that refers to
/// it is called wrong for that.
/// </summary>
internal sealed record ReadDocument<T>(string Name, T Document, YamlMap Text, string File, bool Valid)
{
    public PolicyError Error(string message, params ReadOnlySpan<string> path) => new(File, Text.LineOf(path), message);
}

/// <summary>Reads all documents of one kind.</summary>
internal static class DocumentFolder
{
    private const string Ending = ".yaml";

    public static List<ReadDocument<T>> Read<T>(
        string folder, string kind, Func<MapReader, T> read, Func<T, string> nameOf, List<PolicyError> errors)
    {
        var documents = new List<ReadDocument<T>>();
        foreach (var file in FilesOf(folder, kind, errors))
        {
            var found = new YamlErrors($"{kind}/{Path.GetFileName(file)}");
            if (IsDocument(file, kind, found) && ReadFile(file, read, nameOf, found) is { } document) documents.Add(document);
            errors.AddRange(found.All);
        }

        return documents;
    }

    private static string[] FilesOf(string folder, string kind, List<PolicyError> errors)
    {
        try
        {
            return [.. Directory.EnumerateFiles(Path.Combine(folder, kind)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(new PolicyError(kind, 1, "There is no such folder that can be read. A policies folder holds datasets, products and contracts."));
            return [];
        }
    }

    // A file that looks like a document, but is not read, would be a rule that somebody believes in.
    private static bool IsDocument(string file, string kind, YamlErrors errors)
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

    private static ReadDocument<T>? ReadFile<T>(string file, Func<MapReader, T> read, Func<T, string> nameOf, YamlErrors errors)
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
        return new ReadDocument<T>(name.Length > 0 ? name : fileName, document, map, errors.File, errors.Count == 0);
    }
}
