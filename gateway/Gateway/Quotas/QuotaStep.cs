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
        var outcome = await quotas.TryTakeAsync(exchange.Grant!.DemandsFor(exchange.Query!.Subjects), exchange.Http.RequestAborted);
        RateLimitHeaders.Attach(exchange.Http.Response, outcome.Levels);
        if (outcome.Exhausted is not { } exhausted) return null;
        var demand = exhausted.Demand;
        var (limit, window) = (demand.Limit.ToString(CultureInfo.InvariantCulture), RateLimitHeaders.Window(demand.Window));
        return new Refusal(
            demand.Of is DemandOf.EachSubject
                ? ReasonTable.SubjectQuotaExhausted.With(limit, window)
                : ReasonTable.QuotaExhausted.With(demand.Name, limit, window),
            exhausted.RetryAfter);
    }
}
