using System.Collections.Frozen;
using Sandbox.Protocol.Workers;

namespace Gateway.Operations;

/// <summary>Every operation of this gateway, by its name.</summary>
internal sealed class OperationTable(IEnumerable<IOperation> operations)
{
    private readonly FrozenDictionary<string, IOperation> _operations = operations.ToFrozenDictionary(o => o.Name, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyList<IOperation> All => _operations.Values;

    /// <summary>The kinds of worker that they need.</summary>
    public IReadOnlyList<WorkerKind> Workers => [.. All.Select(o => o.Worker).Distinct().Order()];

    /// <summary>The operation of a route.</summary>
    public IOperation this[string route] => _operations[route];
}
