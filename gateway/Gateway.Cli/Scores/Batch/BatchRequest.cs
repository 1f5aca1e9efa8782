namespace Gateway.Cli.Scores.Batch;

/// <summary>A file of people to be scored.</summary>
/// <param name="Product">The product.</param>
/// <param name="Purpose">The purpose.</param>
/// <param name="Precision">Points; null: the contract's.</param>
/// <param name="Reasons">Reasons a score; null: the contract's.</param>
/// <param name="UnknownSubjects">The treatment of unknown subjects; null: the contract's.</param>
/// <param name="Input">The CSV file of people.</param>
/// <param name="Output">The CSV file of scores.</param>
/// <param name="ChunkSize">The most rows in one request.</param>
/// <param name="Parallel">Requests in flight.</param>
internal sealed record BatchRequest(
    string Product, string Purpose, int? Precision, int? Reasons, string? UnknownSubjects, string Input, string Output, int ChunkSize, int Parallel)
{
    /// <summary>The journal beside the output.</summary>
    public string Journal => Output + ".journal";
}
