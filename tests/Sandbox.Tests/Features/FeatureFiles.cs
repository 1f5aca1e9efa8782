using Sandbox.Features;

namespace Sandbox.Tests.Features;

/// <summary>Writes feature stores for tests into a folder of their own.</summary>
internal sealed class FeatureFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("features-");
    private int _files;

    public string Write(IReadOnlyList<string> names, IReadOnlyDictionary<string, float[]> rows)
    {
        var path = Path.Combine(_folder.FullName, $"{_files++}.bin");
        using var writer = new FeatureStoreWriter(path, names, rows.Count);
        foreach (var (key, row) in rows.Select(r => (SubjectKey.Of(r.Key), r.Value)).OrderBy(r => r.Item1)) writer.Append(key, row);
        writer.Complete();
        return path;
    }

    public static Dictionary<string, float[]> People(int count, int features) =>
        Enumerable.Range(0, count).ToDictionary(i => $"P{i}", i => Enumerable.Range(0, features).Select(f => (float)((i * 31) + f)).ToArray(), StringComparer.Ordinal);

    public static string[] Names(int features) => [.. Enumerable.Range(0, features).Select(f => $"feature_{f}")];

    public void Dispose() => _folder.Delete(recursive: true);
}
