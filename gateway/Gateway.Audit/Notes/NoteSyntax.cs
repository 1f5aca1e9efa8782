using System.Globalization;
using System.Text;

namespace Gateway.Audit.Notes;

/// <summary>The small forms that notes, checkpoints and proofs are made of. Each value has one spelling; every other is refused.</summary>
internal static class NoteSyntax
{
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A key's name: not empty, no spaces, no plus, no control characters.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>Standard base64, of exactly as many bytes as fit, with its padding and without idle bits.</summary>
    public static bool TryBase64(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length != (bytes.Length + 2) / 3 * 4 || !Convert.TryFromBase64Chars(text, bytes, out var written) || written != bytes.Length)
            return false;
        Span<char> again = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        return Convert.TryToBase64Chars(bytes, again, out _) && text.SequenceEqual(again);
    }

    /// <summary>Decimal digits without leading zeros, below 2⁶³.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        return text.Length > 0 && (text.Length == 1 || text[0] != '0')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Null when the bytes are no valid UTF-8, or hold control characters other than line feeds.</summary>
    public static string? Text(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            if (b < ' ' && b != '\n') return null;
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
