using System.Globalization;

namespace Policies.Decisions;

/// <summary>How reasons write names and numbers, and how rules look names up in the short lists of documents.</summary>
internal static class Names
{
    public static bool Contains(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (string.Equals(names[i], name, StringComparison.Ordinal)) return true;
        return false;
    }

    public static string Join(IReadOnlyList<string> names) => $"[{string.Join(", ", names)}]";

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
