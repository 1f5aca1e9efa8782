using System.Text.RegularExpressions;

namespace Gateway.Identity.Clients;

/// <summary>Client ids: they stand in contracts, in the log and in file names.</summary>
internal static partial class ClientId
{
    /// <summary>1 to 64 letters a-z, digits and single hyphens, beginning with a letter.</summary>
    public static bool IsValid(string? text) => text is { Length: > 0 and <= 64 } && Pattern().IsMatch(text);

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
