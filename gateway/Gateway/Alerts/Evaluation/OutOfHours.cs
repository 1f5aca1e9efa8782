using System.Globalization;
using Gateway.Audit;
using Gateway.Contracts;
using Policies.Alerts;

namespace Gateway.Alerts.Evaluation;

/// <inheritdoc cref="OutOfHoursRule"/>
internal sealed class OutOfHours(OutOfHoursRule rule) : IRuleState
{
    private readonly Silence _silence = new();

    public Finding? See(SeenEntry seen, bool inForce)
    {
        if (!inForce || seen.Access is not { Outcome: AccessOutcome.Granted } access) return null;
        var local = access.Time.ToOffset(ShanghaiTime.Offset);
        if (local.Hour >= rule.FromHour && local.Hour < rule.ToHour) return null;
        var morning = new DateTimeOffset(local.Date.AddDays(local.Hour < rule.FromHour ? 0 : 1).AddHours(rule.FromHour), ShanghaiTime.Offset);
        return _silence.TryBreak(access.Consumer, access.Time, morning)
            ? Finding.Of(rule, seen.Index, access.Consumer, ("localTime", local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), ("operation", access.Operation))
            : null;
    }
}
