using Policies.Tests.Shipped;

namespace Policies.Tests;

/// <summary>A copy of the shipped policies that a test may change; deleted afterwards.</summary>
internal sealed class TemporaryPolicies : IDisposable
{
    public TemporaryPolicies()
    {
        foreach (var file in Directory.EnumerateFiles(ShippedPolicies.Folder, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(ShippedPolicies.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("policies-").FullName;

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Replaces a text that must be there, once.</summary>
    public TemporaryPolicies Replace(string file, string text, string replacement)
    {
        var before = File.ReadAllText(PathOf(file));
        before.Split(text).Length.ShouldBe(2, $"'{text}' must stand in {file} exactly once");
        File.WriteAllText(PathOf(file), before.Replace(text, replacement, StringComparison.Ordinal));
        return this;
    }

    /// <summary>The first line, from 1, that holds a text and is not a comment.</summary>
    public int LineOf(string file, string text) =>
        1 + File.ReadLines(PathOf(file)).Index().First(l => l.Item.Contains(text, StringComparison.Ordinal) && !l.Item.StartsWith('#')).Index;

    public IReadOnlyList<PolicyError> Errors()
    {
        var (policies, errors) = PolicyFolder.Load(Folder);
        (policies is null).ShouldBe(errors.Count > 0);
        return errors;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
