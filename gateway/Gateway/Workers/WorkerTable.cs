using System.Collections.Frozen;
using System.Globalization;
using Gateway.Operations;
using Microsoft.Extensions.Options;
using Sandbox.Protocol.Workers;

namespace Gateway.Workers;

/// <summary>
/// Every instance that should run and, while it does, its start. An instance's name is also its YARP destination id and the host name that
/// connections are made to.
/// </summary>
internal sealed class WorkerTable(OperationTable operations, IOptions<WorkerOptions> options) : IWorkerDirectory
{
    private readonly FrozenDictionary<string, WorkerSlot> _slots = operations.Workers
        .SelectMany(kind => Enumerable.Range(0, options.Value.CountOf(kind)).Select(i => new WorkerSlot(kind, InstanceOf(kind, i))))
        .ToFrozenDictionary(slot => slot.Instance, StringComparer.Ordinal);

    /// <summary>All instances.</summary>
    public IReadOnlyList<WorkerSlot> Slots => _slots.Values;

    /// <summary>The name of an instance.</summary>
    public static string InstanceOf(WorkerKind kind, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{WorkerKindName.Of(kind)}-{index}");

    /// <summary>The instance of that name, or null.</summary>
    public WorkerSlot? Slot(string instance) => _slots.GetValueOrDefault(instance);

    /// <inheritdoc/>
    public Worker? Find(string destinationId) => Slot(destinationId)?.Running?.Worker;
}
