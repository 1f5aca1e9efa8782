using Gateway.Operations;
using Gateway.Problems;

namespace Gateway.Record;

/// <summary>
/// Outermost on the path of a query. Whatever happens inside - an answer, a refusal, a failure - comes back to here; it is written to the
/// log, and only then does anything leave. <b>No record, no answer.</b>
/// </summary>
internal sealed class RecordMiddleware(RequestDelegate next, OperationTable operations, Recorder recorder, ILogger<RecordMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var exchange = new Exchange(http, operations[http.GetReverseProxyFeature().Route.Config.RouteId]);
        http.Features.Set(exchange);
        try
        {
            await next(http);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            exchange.Refusal = Refusals.Of(e, http, logger);
        }
        catch (OperationCanceledException)
        {
            // The consumer has gone, perhaps after its job was sent. What happened is recorded all the same; no release is looked at.
            exchange.Capture = null;
        }

        try
        {
            await recorder.SettleAsync(exchange);
        }
        catch (OperationCanceledException) when (exchange.Gone.IsCancellationRequested)
        {
            // Recorded, and gone before all of it was sent.
        }
    }
}
