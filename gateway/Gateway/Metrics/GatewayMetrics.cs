using System.Diagnostics;
using System.Diagnostics.Metrics;
using Policies.Decisions;

namespace Gateway.Metrics;

/// <summary>Decisions by outcome and latency by step. Tags come from closed lists only.</summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "Gateway";

    private readonly Counter<long> _decisions;
    private readonly Histogram<double> _steps;
    private readonly Histogram<double> _requests;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _decisions = meter.CreateCounter<long>("gateway.decisions", "{request}", "Requests on the path of a query, by outcome and code of the main reason");
        _steps = meter.CreateHistogram<double>("gateway.step.duration", "s", "Time from entering a step to entering the next");
        _requests = meter.CreateHistogram<double>("gateway.request.duration", "s", "Time of a whole request");
    }

    /// <summary>A request was settled.</summary>
    public void Settled(Exchange exchange)
    {
        _decisions.Add(
            1,
            new KeyValuePair<string, object?>("operation", exchange.Operation.Name),
            new KeyValuePair<string, object?>("outcome", Outcome(exchange.Refusal)),
            new KeyValuePair<string, object?>("code", exchange.Refusal?.Main.Code.Code ?? (exchange.Replay is null ? "answered" : "replayed")));

        var now = Stopwatch.GetTimestamp();
        var marks = exchange.Clock.Marks;
        for (var i = 0; i < marks.Length; i++)
        {
            var end = i + 1 < marks.Length ? marks[i + 1].Entered : now;
            _steps.Record(
                Stopwatch.GetElapsedTime(marks[i].Entered, end).TotalSeconds, new KeyValuePair<string, object?>("step", marks[i].Step));
        }

        _requests.Record(Stopwatch.GetElapsedTime(exchange.Clock.Started, now).TotalSeconds);
    }

    /// <summary>The log's words: <c>granted</c>, <c>refused</c>, or <c>failed</c> where the fault is on this side.</summary>
    private static string Outcome(Refusal? refusal) =>
        refusal is null ? "granted" : refusal.Main.Code.Status < StatusCodes.Status500InternalServerError ? "refused" : "failed";
}
