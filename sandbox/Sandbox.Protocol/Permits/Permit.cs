using Sandbox.Protocol.Workers;

namespace Sandbox.Protocol.Permits;

/// <summary>
/// A grant, MACed for one start of one worker, for one job, for seconds, for one use.
/// Carried in the <c>Permit</c> header as base64url of the encoding that <see cref="PermitKey"/> makes and checks.
/// </summary>
/// <param name="Kind">The only kind of worker that may accept it.</param>
/// <param name="BootId">The only start of a worker that may accept it (16 bytes).</param>
/// <param name="Nonce">Random, 16 bytes; a worker accepts each once.</param>
/// <param name="Expires">From this instant on it is refused (milliseconds precision, UTC).</param>
/// <param name="JobSha256">The SHA-256 of the job's bytes (32 bytes).</param>
/// <param name="Salt">What the answer is hashed with (32 bytes): the nonce of its receipt.</param>
public sealed record Permit(
    WorkerKind Kind, ReadOnlyMemory<byte> BootId, UInt128 Nonce, DateTimeOffset Expires, ReadOnlyMemory<byte> JobSha256, ReadOnlyMemory<byte> Salt)
{
    /// <summary>The header's name.</summary>
    public const string Header = "Permit";
}
