using System.Xml.Linq;
using Testing.Processes;

namespace Gateway.Tests.Architecture;

/// <summary>Dependencies point one way, and no engine can be loaded by the gateway.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["policies/Policies"] = ["Sandbox.Protocol", "Sandbox.Privacy"],
        ["sandbox/Sandbox.Protocol"] = [],
        ["sandbox/Sandbox.Box"] = ["Sandbox.Protocol"],
        ["sandbox/Sandbox.Privacy"] = [],
        ["sandbox/Sandbox.Encryption"] = ["Sandbox.Protocol"],
        ["sandbox/Sandbox"] = ["Sandbox.Protocol", "Sandbox.Privacy", "Sandbox.Encryption"],
        ["gateway/Gateway.Audit"] = [],
        ["gateway/Gateway.Client"] = [],
        ["gateway/Gateway.Client.Encryption"] = ["Gateway.Client", "Sandbox.Encryption", "Sandbox.Protocol"],
        ["gateway/Gateway"] = ["Policies", "Sandbox.Protocol", "Sandbox.Privacy", "Sandbox.Box", "Gateway.Audit"],
        ["gateway/Gateway.Cli"] = ["Policies", "Sandbox.Protocol", "Sandbox.Box", "Gateway.Audit", "Gateway.Client", "Gateway.Client.Encryption"],
    };

    private static readonly string[] Engines = ["DuckDB", "duckdb", "Microsoft.ML", "lib_lightgbm", "LightGbm", "ClearScript", "seal", "Sandbox.dll"];

    [Fact]
    public void Projects_OfTheProduct_AreAllNamedHere() =>
        ProjectFiles().Select(Name).Order(StringComparer.Ordinal).ShouldBe(Allowed.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Projects_References_PointOneWay()
    {
        foreach (var file in ProjectFiles())
        {
            var references = XDocument.Load(file).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            references.Except(Allowed[Name(file)], StringComparer.Ordinal).ShouldBeEmpty($"{Name(file)} refers to too much");
        }
    }

    [Theory]
    [InlineData("Sandbox.Protocol")]
    [InlineData("Sandbox.Privacy")]
    public void ProtocolAndPrivacy_Packages_AreNone(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, "sandbox", project, $"{project}.csproj")).Descendants("PackageReference").ShouldBeEmpty();

    [Fact]
    public void GatewayOutput_Engines_AreNotThere()
    {
        Loadable("Gateway", "Gateway.dll").Where(IsEngine).ShouldBeEmpty();
        // The same look finds them where they are: it does look.
        Loadable("Sandbox", "Sandbox.dll").Where(IsEngine).ShouldNotBeEmpty();
    }

    private static bool IsEngine(string file) => Engines.Any(e => Path.GetFileName(file).Contains(e, StringComparison.Ordinal));

    private static string[] Loadable(string project, string proof)
    {
        var output = Repository.Output(project);
        File.Exists(Path.Combine(output, proof)).ShouldBeTrue($"{proof} is not in the output of {project}: build the solution first");
        return [.. Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".dll" or ".so" or ".wasm" or ".js")];
    }

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!).Replace('\\', '/');

    private static IEnumerable<string> ProjectFiles() => ((string[])["policies", "sandbox", "gateway"])
        .SelectMany(top => Directory.EnumerateFiles(Path.Combine(Repository.Root, top), "*.csproj", SearchOption.AllDirectories));
}
