namespace Policies.Yaml;

/// <summary>How names are spelled. Names end up in paths, queries and logs, so their alphabet is small.</summary>
internal sealed class NamePattern
{
    private readonly char _joiner;

    private NamePattern(char joiner, string description)
    {
        _joiner = joiner;
        Description = description;
    }

    /// <summary>Datasets, products, contracts, consumers, models, groups, purposes: <c>^[a-z][a-z0-9-]{0,62}$</c>.</summary>
    public static NamePattern Identifier { get; } =
        new('-', "a name of 1 to 63 lower-case letters, digits and hyphens that begins with a letter, such as housing-fund");

    /// <summary>Columns and features: <c>^[a-z][a-z0-9_]{0,62}$</c>.</summary>
    public static NamePattern Column { get; } =
        new('_', "a name of 1 to 63 lower-case letters, digits and underscores that begins with a letter, such as monthly_deposit");

    /// <summary>For messages: what to write.</summary>
    public string Description { get; }

    public bool Matches(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 63 || !char.IsAsciiLetterLower(text[0])) return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != _joiner) return false;
        return true;
    }
}
