using Policies.Yaml;

namespace Policies.Cases;

/// <summary>Reads the <c>*.cases.yaml</c> that stand beside the contracts of a policies folder.</summary>
public static class CaseFolder
{
    /// <summary>
    /// Reads all cases. A contract whose cases do not show a grant and a refusal is an error: nobody has said what it means.
    /// </summary>
    /// <param name="folder">The policies folder.</param>
    /// <param name="policies">The policies that were read from it.</param>
    public static (IReadOnlyList<PolicyCase> Cases, IReadOnlyList<PolicyError> Errors) Load(string folder, PolicySet policies)
    {
        var cases = new List<PolicyCase>();
        var errors = new List<PolicyError>();
        var contracts = policies.Contracts.Values.Select(c => c.Document.Contract).ToHashSet(StringComparer.Ordinal);
        var path = Path.Combine(folder, "contracts");
        foreach (var file in Directory.EnumerateFiles(path, $"*{PolicyFolder.CasesEnding}").Order(StringComparer.Ordinal))
        {
            var found = new YamlErrors($"contracts/{Path.GetFileName(file)}");
            if (YamlReader.Read(File.ReadAllBytes(file), found) is { } map)
            {
                var read = CaseReader.Read(new MapReader(map, "The document", found), contracts);
                if (found.Count == 0) cases.AddRange(read);
            }

            errors.AddRange(found.All);
        }

        foreach (var contract in contracts.Order(StringComparer.Ordinal))
        {
            var own = cases.FindAll(c => string.Equals(c.Contract, contract, StringComparison.Ordinal));
            if (!own.Exists(c => c.Expected.Count == 0) || !own.Exists(c => c.Expected.Count > 0))
                errors.Add(new PolicyError(
                    $"contracts/{contract}{PolicyFolder.CasesEnding}", 1, "The contract needs a valid case that is granted and one that is refused. Write them here."));
        }

        return (cases, errors);
    }
}
