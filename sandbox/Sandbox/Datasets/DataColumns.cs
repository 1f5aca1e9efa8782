namespace Sandbox.Datasets;

/// <summary>Columns that an import adds to the rows. A declared column cannot have such a name.</summary>
internal static class DataColumns
{
    /// <summary>The row's place among its subject's rows, from 1, in an order that only the subject's own rows and a secret of the dataset decide.</summary>
    public const string Rank = "__rank";
}
