namespace Policies.Tests.Shipped;

/// <summary>Where the repository and its shipped documents are, found from the test's own folder.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Policies => Path.Combine(Root, "policies");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Gateway.sln"))) return folder.FullName;
        throw new InvalidOperationException("The test does not run inside the repository.");
    }
}
