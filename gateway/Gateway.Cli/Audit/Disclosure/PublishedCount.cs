using System.Globalization;

namespace Gateway.Cli.Audit.Disclosure;

/// <summary>
/// What is published of a count of requests or people: tens, and <c>&lt;10</c> for what is smaller, each count and each sum by itself. So no figure and no difference of
/// figures says what a single request or person was.
/// </summary>
/// <param name="Exact">The count.</param>
internal readonly record struct PublishedCount(long Exact)
{
    private const int Tens = 10;

    /// <summary>Whether it is too small to be told.</summary>
    public bool IsSmall => Exact is > 0 and < Tens;

    /// <summary>How high a bar is drawn.</summary>
    public long Height => IsSmall ? Tens / 2 : (Exact + (Tens / 2)) / Tens * Tens;

    /// <summary>The text.</summary>
    public override string ToString() => IsSmall ? "<10" : Height.ToString(CultureInfo.InvariantCulture);
}
