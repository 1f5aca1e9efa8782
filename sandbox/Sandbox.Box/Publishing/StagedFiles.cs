using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sandbox.Box;

/// <summary>What a box has left in its staging folder. The box is not trusted to name files, nor to say what is in them.</summary>
internal static class StagedFiles
{
    private const int LargestDocument = 4 << 20;

    /// <summary>Makes sure that the folder holds exactly these plain files, and makes them durable.</summary>
    /// <exception cref="PublishRefusedException">It holds others, or fewer, or a link or a folder under one of the names.</exception>
    public static void Seal(string folder, IReadOnlyCollection<string> expected)
    {
        var found = new DirectoryInfo(folder).EnumerateFileSystemInfos().ToList();
        if (found.Count != expected.Count || !found.TrueForAll(f => expected.Contains(f.Name, StringComparer.Ordinal)))
        {
            throw new PublishRefusedException($"the box staged {found.Count} entries where exactly {string.Join(", ", expected)} were expected.");
        }
        if (found.Find(f => f is not FileInfo || f.LinkTarget is not null) is { } odd)
        {
            throw new PublishRefusedException($"{odd.Name} is not a plain file.");
        }
        foreach (var file in found) DurableFiles.SyncFile(file.FullName);
        DurableFiles.SyncFolder(folder);
    }

    /// <summary>Reads a small document that the box wrote.</summary>
    /// <exception cref="PublishRefusedException">It is too large or not well formed.</exception>
    public static T Read<T>(string folder, string name, JsonTypeInfo<T> type) where T : class
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (file.Length > LargestDocument) throw new PublishRefusedException($"{name} is too large.");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file.FullName), type) ?? throw new PublishRefusedException($"{name} is empty.");
        }
        catch (JsonException)
        {
            throw new PublishRefusedException($"{name} is not well formed.");
        }
    }
}
