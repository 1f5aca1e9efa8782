using System.Globalization;
using Gateway.Audit;
using Policies.Alerts;

namespace Gateway.Alerts.Evaluation;

/// <inheritdoc cref="RefusalBurstRule"/>
internal sealed class RefusalBurst(RefusalBurstRule rule) : IRuleState
{
    private readonly MinuteSums _sums = new(rule.Minutes);
    private readonly Silence _silence = new();

    public Finding? See(SeenEntry seen, bool inForce)
    {
        if (seen.Access is not { } access) return null;
        var refusals = (access.Suppressed ?? 0) + (access.Outcome is AccessOutcome.Refused ? 1 : 0);
        if (refusals == 0) return null;
        var sum = _sums.Add(access.Consumer, access.Time, refusals);
        return inForce && sum >= rule.Refusals && _silence.TryBreak(access.Consumer, access.Time, access.Time.AddMinutes(rule.Minutes))
            ? Finding.Of(rule, seen.Index, access.Consumer, ("refusals", sum.ToString(CultureInfo.InvariantCulture)), ("lastReason", access.Reasons is [var reason, ..] ? reason : "-"))
            : null;
    }
}
