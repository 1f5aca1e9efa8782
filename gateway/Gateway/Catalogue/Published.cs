namespace Gateway.Catalogue;

/// <summary>What a product is served from right now: pinned into each job.</summary>
/// <param name="DataVersion">The dataset's version in force.</param>
/// <param name="Model">The SHA-256 of the scoring model's registered file.</param>
internal sealed record Published(string DataVersion, string Model);
