using Sandbox.Protocol.Permits;

namespace Gateway.Workers;

/// <summary>Which worker start stands behind a YARP destination right now.</summary>
internal interface IWorkerDirectory
{
    /// <summary>The running worker of a destination (<c>scores-0</c>), or null while none is ready.</summary>
    Worker? Find(string destinationId);
}

/// <summary>One start of one worker.</summary>
/// <param name="BootId">16 random bytes.</param>
/// <param name="Key">The key that it shares with the gateway.</param>
internal sealed record Worker(ReadOnlyMemory<byte> BootId, PermitKey Key);
