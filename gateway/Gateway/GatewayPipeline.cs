using Gateway.Aggregates;
using Gateway.Answers;
using Gateway.Contracts;
using Gateway.Decisions;
using Gateway.Identity;
using Gateway.Ledger;
using Gateway.Permits;
using Gateway.Queries;
using Gateway.Quotas;
using Gateway.Record;
using Gateway.Workers;
using Policies.Decisions;

namespace Gateway;

/// <summary>
/// The path of one query. Order is a safety rule: <b>charge before compute, record before release; when unsure, the budget is spent and the
/// answer is withheld.</b> A store that is down means 503, never a free pass.
/// </summary>
internal static class GatewayPipeline
{
    public static void MapProducts(this WebApplication app) => app.MapReverseProxy(path => path
        .UseRecord()                        // outermost: the only one that logs and writes the answer
        .UseStep<IdentityStep>()            // token            → caller
        .UseStep<ContractStep>()            // caller + product → the active contract version
        .UseStep<QueryStep>()               // bytes            → typed query, strict and bounded
        .UseStep<DecisionStep>()            // evaluate         → grant with demands | refusal with every reason
        .UseStep<BalanceStep>()             // what the contract may still spend of privacy, shown by every answer
        .UseStep<AnswerStep>()              // idempotency key  → the stored answer | a reservation
        .UseStep<ReplayStep>()              // aggregates: what was asked and paid for before → the stored answer | a reservation
        .UseStep<QuotaStep>()               // take the demands, all or nothing
        .UseLoadBalancing()                 // choose a healthy worker …
        .UseStep<WorkerStep>()              // … or stop here, before anything is spent
        .UseStep<LedgerStep>()              // charge, durable
        .UseStep<PermitStep>())             // grant → job + MACed permit; YARP forwards it
        .ShortCircuit();                    // nothing that is for the gateway's other calls lies around it

    private static IReverseProxyApplicationBuilder UseRecord(this IReverseProxyApplicationBuilder path)
    {
        path.UseMiddleware<RecordMiddleware>();
        return path;
    }

    private static IReverseProxyApplicationBuilder UseStep<TStep>(this IReverseProxyApplicationBuilder path)
        where TStep : class, IStep
    {
        var step = path.ApplicationServices.GetRequiredService<TStep>();
        path.Use(next => http =>
        {
            var exchange = Exchange.Of(http);
            exchange.Clock.Enter(TStep.Name);
            var running = step.RunAsync(exchange);

            // Most steps end at once; then there is nothing to come back to, and no state machine to come back with.
            return running.IsCompletedSuccessfully ? GoOn(exchange, running.Result, next) : AwaitAsync(exchange, running, next);
        });
        return path;
    }

    private static Task GoOn(Exchange exchange, Refusal? refusal, RequestDelegate next)
    {
        exchange.Refusal = refusal;
        return refusal is null && exchange.Replay is null ? next(exchange.Http) : Task.CompletedTask;
    }

    private static async Task AwaitAsync(Exchange exchange, ValueTask<Refusal?> running, RequestDelegate next) =>
        await GoOn(exchange, await running, next);
}
