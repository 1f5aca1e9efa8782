using System.Globalization;
using System.Text;

namespace Gateway.Audit.Tiles;

/// <summary>Names of tiles (C2SP tlog-tiles), relative to the log's folder.</summary>
internal static class TilePath
{
    /// <summary>How many hashes, or entries, are in a full tile.</summary>
    public const int Width = 256;

    /// <summary>A hash tile.</summary>
    /// <param name="level">0: leaf hashes.</param>
    /// <param name="index">Its place in the level.</param>
    public static string Hashes(int level, long index) => string.Create(CultureInfo.InvariantCulture, $"tile/{level}/{Number(index)}");

    /// <summary>An entry bundle.</summary>
    public static string Entries(long index) => "tile/entries/" + Number(index);

    /// <summary>The sidecar of an entry bundle.</summary>
    public static string Subjects(long index) => "subjects/" + Number(index);

    /// <summary>The folder of a tile's partial forms.</summary>
    public static string PartialFolder(string path) => path + ".p";

    /// <summary>A tile that is not full yet.</summary>
    public static string Partial(string path, int width) => string.Create(CultureInfo.InvariantCulture, $"{path}.p/{width}");

    /// <summary>1234067 is <c>x001/x234/067</c>.</summary>
    private static string Number(long index)
    {
        var path = new StringBuilder((index % 1000).ToString("D3", CultureInfo.InvariantCulture));
        for (index /= 1000; index > 0; index /= 1000) path.Insert(0, string.Create(CultureInfo.InvariantCulture, $"x{index % 1000:D3}/"));
        return path.ToString();
    }
}
