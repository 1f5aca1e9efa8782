namespace Policies.Yaml;

/// <summary>Collects the errors of one file; reading goes on after each, so that all are told at once.</summary>
internal sealed class YamlErrors(string file)
{
    private readonly List<PolicyError> _errors = [];

    public string File => file;

    public int Count => _errors.Count;

    public IReadOnlyList<PolicyError> All => _errors;

    public void Add(int line, string message) => _errors.Add(new PolicyError(file, Math.Max(1, line), message));
}
