namespace Sandbox.Protocol.Datasets;

/// <summary>The table of a PostgreSQL database that holds a version's rows, bounded, proved and ranked. An import makes it whole or not at all, and nothing changes it after.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Table">Its name.</param>
public sealed record RowsPlace(string Schema, string Table)
{
    /// <summary>The schema of all such tables. The operator makes it; imports write in it, workers read in it.</summary>
    public const string OwnSchema = "dpg";

    // With the version's 32 digits and the underscore, a name has at most the 63 bytes that PostgreSQL keeps of one.
    private const int LongestDataset = 30;

    /// <summary>The table of a version.</summary>
    public static RowsPlace Of(string dataset, string version) => new(OwnSchema, $"{dataset[..Math.Min(dataset.Length, LongestDataset)]}_{version}");
}
