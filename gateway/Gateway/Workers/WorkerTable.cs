using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Gateway.Workers;

/// <summary>
/// Every instance that should run and, while it does, its start. An instance's name is also its YARP destination id and the host name that
/// connections are made to.
/// </summary>
internal sealed class WorkerTable(IOptions<WorkerOptions> options) : IWorkerDirectory
{
    private readonly FrozenDictionary<string, WorkerSlot> _slots = Enumerable.Range(0, options.Value.Workers)
        .Select(InstanceOf)
        .ToFrozenDictionary(name => name, name => new WorkerSlot(name), StringComparer.Ordinal);

    /// <summary>All instances.</summary>
    public IReadOnlyList<WorkerSlot> Slots => _slots.Values;

    /// <summary>The name of an instance.</summary>
    public static string InstanceOf(int index) => string.Create(CultureInfo.InvariantCulture, $"scores-{index}");

    /// <summary>The instance of that name, or null.</summary>
    public WorkerSlot? Slot(string instance) => _slots.GetValueOrDefault(instance);

    /// <inheritdoc/>
    public Worker? Find(string destinationId) => Slot(destinationId)?.Running?.Worker;
}
