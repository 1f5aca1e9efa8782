using System.Diagnostics.CodeAnalysis;

namespace Sandbox.Protocol;

/// <summary>
/// The canonical identifier of a subject: 1 to 64 characters of <c>A-Z 0-9 _ -</c>. Lower-case letters are raised and
/// surrounding white space is removed, so that one person has one spelling (a resident id may end in <c>x</c> or <c>X</c>).
/// The import of a dataset, the request parser and the keyed hashes of the log all canonicalise here and nowhere else.
/// </summary>
public readonly record struct SubjectId
{
    /// <summary>The longest identifier, in characters.</summary>
    public const int MaxLength = 64;

    private readonly string? _value;

    private SubjectId(string value) => _value = value;

    /// <summary>The canonical text; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Parses and canonicalises; false when the text is empty, too long or has another character.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SubjectId subject)
    {
        subject = default;
        if (text is null) return false;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > MaxLength) return false;
        foreach (var c in trimmed)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')) return false;
        var canonical = trimmed.Length == text.Length ? text : trimmed.ToString();
        subject = new SubjectId(canonical.AsSpan().ContainsAnyInRange('a', 'z') ? canonical.ToUpperInvariant() : canonical);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
