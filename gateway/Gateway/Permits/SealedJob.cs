using Gateway.Catalogue;

namespace Gateway.Permits;

/// <summary>A job with the permit that lets one start of one worker run it once.</summary>
/// <param name="Bytes">The job, byte for byte as hashed into the permit.</param>
/// <param name="Permit">The header's value.</param>
/// <param name="Nonce">The permit's nonce, which the release must repeat.</param>
/// <param name="Pinned">The data version and model that the job pins.</param>
internal sealed record SealedJob(byte[] Bytes, string Permit, UInt128 Nonce, Published Pinned);
