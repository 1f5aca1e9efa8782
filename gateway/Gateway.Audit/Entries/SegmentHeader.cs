using System.Text.Json;

namespace Gateway.Audit.Entries;

/// <summary>The first line of a segment: what it is, whose, and where it stands in the chain. That of the first segment begins the chain.</summary>
/// <param name="FirstIndex">The index of the entry in the second line.</param>
/// <param name="Format">The version of the format.</param>
/// <param name="Origin">The log's name.</param>
/// <param name="Previous">SHA-256 of the last line of the segment before; null in the first segment.</param>
internal sealed record SegmentHeader(long FirstIndex, string Format, string Origin, byte[]? Previous)
{
    /// <summary>The format that this code reads and writes.</summary>
    public const string CurrentFormat = "gateway-access-log/1";

    /// <summary>Writes the line, without its line feed.</summary>
    public void Write(CanonicalWriter to)
    {
        to.Clear();
        to.BeginObject();
        to.Name("firstIndex"u8);
        to.Integer(FirstIndex);
        to.Name("format"u8);
        to.String(Format);
        to.Name("origin"u8);
        to.String(Origin);
        if (Previous is not null)
        {
            to.Name("previous"u8);
            to.String(Convert.ToBase64String(Previous));
        }

        to.EndObject();
    }

    /// <summary>Null when the line is no header.</summary>
    public static SegmentHeader? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, EntryJson.Default.SegmentHeader) is { Format: not null, Origin: not null } header ? header : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
