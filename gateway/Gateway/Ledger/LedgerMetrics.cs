using System.Diagnostics.Metrics;

namespace Gateway.Ledger;

/// <summary>Figures of the ledger.</summary>
internal sealed class LedgerMetrics
{
    private readonly Histogram<int> _groups;
    private readonly Histogram<double> _commits;
    private readonly Counter<long> _failures;

    public LedgerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Gateway.Metrics.GatewayMetrics.MeterName);
        _groups = meter.CreateHistogram<int>("gateway.ledger.group.size", "{charge}", "Charges committed together");
        _commits = meter.CreateHistogram<double>("gateway.ledger.commit.duration", "s", "Time of one transaction of charges");
        _failures = meter.CreateCounter<long>("gateway.ledger.failures", "{charge}", "Charges that the database did not take");
    }

    public void Committed(int charges, TimeSpan duration)
    {
        _groups.Record(charges);
        _commits.Record(duration.TotalSeconds);
    }

    public void Failed(int charges) => _failures.Add(charges);
}
