using System.Diagnostics.CodeAnalysis;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Workers;

namespace Sandbox.Serving;

/// <summary>Who this start of the worker is.</summary>
internal sealed record WorkerIdentity(WorkerKind Kind, ReadOnlyMemory<byte> BootId, PermitKey Key)
{
    /// <summary>False when something is missing, or boot id or key are not of their lengths, or not of their alphabets.</summary>
    public static bool TryCreate(WorkerStart start, [NotNullWhen(true)] out WorkerIdentity? identity)
    {
        identity = null;
        Span<byte> bootId = stackalloc byte[PermitKey.BootIdSize];
        Span<byte> key = stackalloc byte[PermitKey.Size];
        if (start is not { BootId.Length: 2 * PermitKey.BootIdSize, Key: not null, Socket: not null, DataPath: not null }
            || Convert.FromHexString(start.BootId, bootId, out _, out _) != System.Buffers.OperationStatus.Done
            || !Convert.TryFromBase64String(start.Key, key, out var written) || written != key.Length) return false;
        identity = new WorkerIdentity(start.Kind, bootId.ToArray(), new PermitKey(key));
        return true;
    }
}
