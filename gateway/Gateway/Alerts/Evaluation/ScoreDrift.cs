using System.Globalization;
using Gateway.Alerts.Drift;
using Gateway.Audit;
using Policies.Alerts;

namespace Gateway.Alerts.Evaluation;

/// <inheritdoc cref="ScoreDriftRule"/>
internal sealed class ScoreDrift(ScoreDriftRule rule) : IRuleState
{
    private readonly HashSet<string> _adrift = new(StringComparer.Ordinal);

    public Finding? See(SeenEntry seen, bool inForce)
    {
        if (!inForce || seen.Record.Entry is not EventEntry entry || ScoreCounts.Parse(entry) is not { } counts) return null;
        var psi = StabilityIndex.Of(counts.Counts, counts.Baseline);
        if (psi * 1000 < rule.MilliPsi)
        {
            _adrift.Remove(counts.Model);
            return null;
        }

        // Told once, until a later hour is near the baseline again.
        return _adrift.Add(counts.Model)
            ? Finding.Of(rule, seen.Index, counts.Model, ("product", counts.Product), ("psi", psi.ToString("0.000", CultureInfo.InvariantCulture)))
            : null;
    }
}
