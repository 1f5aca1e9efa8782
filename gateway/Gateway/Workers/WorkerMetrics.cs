using System.Diagnostics.Metrics;
using Gateway.Metrics;

namespace Gateway.Workers;

/// <summary>Restarts, and how many workers are ready. The only tag is the instance's name.</summary>
internal sealed class WorkerMetrics
{
    private readonly Counter<long> _restarts;

    public WorkerMetrics(IMeterFactory meters, WorkerTable table)
    {
        var meter = meters.Create(GatewayMetrics.MeterName);
        _restarts = meter.CreateCounter<long>("gateway.worker.restarts", "{restart}", "Workers that ended and were started again");
        meter.CreateObservableGauge(
            "gateway.worker.ready", () => table.Slots.Count(s => s.Running is not null), "{worker}", "Workers that are ready for jobs");
    }

    /// <summary>An instance is started again.</summary>
    public void Restarted(string instance) => _restarts.Add(1, new KeyValuePair<string, object?>("instance", instance));
}
