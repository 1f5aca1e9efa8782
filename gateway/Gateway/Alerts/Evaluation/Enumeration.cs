using System.Globalization;
using Policies.Alerts;

namespace Gateway.Alerts.Evaluation;

/// <inheritdoc cref="EnumerationRule"/>
internal sealed class Enumeration(EnumerationRule rule) : IRuleState
{
    private readonly MinuteSums _sums = new(rule.Minutes);
    private readonly Silence _silence = new();

    public Finding? See(SeenEntry seen, bool inForce)
    {
        if (seen.Access is not { } access || seen.NewSubjects == 0) return null;
        var sum = _sums.Add(access.Consumer, access.Time, seen.NewSubjects);
        return inForce && sum >= rule.NewSubjects && _silence.TryBreak(access.Consumer, access.Time, access.Time.AddMinutes(rule.Minutes))
            ? Finding.Of(rule, seen.Index, access.Consumer, ("newSubjects", sum.ToString(CultureInfo.InvariantCulture)))
            : null;
    }
}
