using System.Security.Cryptography;
using Sandbox.Protocol.Permits;
using Sandbox.Serving;

namespace Sandbox.Jobs;

/// <summary>Nothing runs without a permit for exactly this worker, this start of it and this job, not expired and not used before.</summary>
internal sealed class PermitGate(WorkerIdentity identity, TimeProvider time)
{
    private readonly NonceWindow _nonces = new();

    /// <summary>The permit in a header if it was made for this start of this worker and is not expired; else null. The job is still to be checked.</summary>
    public Permit? Open(string? header)
    {
        if (header is null || identity.Key.Open(header) is not { } permit) return null;
        return permit.Kind == identity.Kind
            && permit.BootId.Span.SequenceEqual(identity.BootId.Span)
            && permit.Expires > time.GetUtcNow() ? permit : null;
    }

    /// <summary>Uses the permit up for a job; false when it is for another one, or was used, or has expired meanwhile.</summary>
    public bool TryUse(Permit permit, ReadOnlySpan<byte> job)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(job, hash);
        return CryptographicOperations.FixedTimeEquals(hash, permit.JobSha256.Span)
            && _nonces.TryTake(permit.Nonce, permit.Expires, time.GetUtcNow());
    }
}
