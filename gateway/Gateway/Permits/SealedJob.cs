namespace Gateway.Permits;

/// <summary>A job with the permit that lets one start of one worker run it once.</summary>
/// <param name="Permit">The header's value.</param>
/// <param name="Nonce">The permit's nonce, which the release must repeat.</param>
/// <param name="Salt">What the worker hashes its answer with; it becomes the receipt's nonce.</param>
/// <param name="DataVersion">The data version that the job pins.</param>
/// <param name="Model">The model (SHA-256) that the job pins; null when it needs none.</param>
internal sealed record SealedJob(string Permit, UInt128 Nonce, byte[] Salt, string DataVersion, string? Model);
