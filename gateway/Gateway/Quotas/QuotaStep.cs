using System.Globalization;
using Policies.Costs;
using Policies.Decisions;

namespace Gateway.Quotas;

/// <summary>Takes all demands of the grant, or none.</summary>
internal sealed class QuotaStep(IQuotaStore quotas) : IStep
{
    public static string Name => "quotas";

    public async ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        if (await quotas.TryTakeAsync(exchange.Grant!.DemandsFor(exchange.Query!.Subjects), exchange.Http.RequestAborted) is not { } exhausted) return null;
        var demand = exhausted.Demand;
        var limit = demand.Limit.ToString(CultureInfo.InvariantCulture);
        var window = demand.Window switch { QuotaWindow.Second => "second", QuotaWindow.Day => "day", _ => "month" };
        return new Refusal(
            demand.Subjects is null
                ? ReasonTable.QuotaExhausted.With(demand.Name, limit, window)
                : ReasonTable.SubjectQuotaExhausted.With(limit, window),
            exhausted.RetryAfter);
    }
}
