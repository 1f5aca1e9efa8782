namespace Policies;

/// <summary>Reads <c>datasets/ products/ contracts/ alerts/</c> of a policies folder, once.</summary>
public static class PolicyFolder
{
    /// <summary>The ending of a file of cases, which stands beside its contract.</summary>
    public const string CasesEnding = ".cases.yaml";

    /// <summary>Reads and validates everything. All errors are reported at once, each with file, line and what to do; <c>*.cases.yaml</c> is not read here.</summary>
    /// <param name="folder">The policies folder.</param>
    /// <returns>The policies, or null and at least one error. Never both.</returns>
    public static (PolicySet? Policies, IReadOnlyList<PolicyError> Errors) Load(string folder) => new PolicyTree(folder).Load();
}

/// <summary>One error in a document.</summary>
/// <param name="File">The file, relative to the policies folder.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record PolicyError(string File, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Message}";
}
