namespace Testing.Processes;

/// <summary>Where this checkout is, what it built, and what lies beside it.</summary>
public static class Repository
{
    /// <summary>The folder of <c>Gateway.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The data, vectors and examples beside the checkout; may be missing.</summary>
    public static string Shared => Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    /// <summary>The output folder of a project.</summary>
    public static string Output(string project) => Path.Combine(Root, "artifacts", "bin", project, "release");

    /// <summary>A file beside the checkout, or a reason to skip; in CI a missing one is a failure.</summary>
    public static bool TryShared(string path, out string file, out string reason)
    {
        file = Path.Combine(Shared, path);
        reason = $"../shared/{path} is not here";
        if (File.Exists(file) || Directory.Exists(file)) return true;
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            throw new FileNotFoundException($"{reason}, and CI=true wants it.");
        return false;
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Gateway.sln"))) return folder;
        throw new DirectoryNotFoundException("Gateway.sln is in no folder above the test's.");
    }
}
