using System.Text.Json;
using Gateway.Audit;
using Gateway.Hosting;
using Gateway.Record;
using Microsoft.Extensions.Options;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Gateway.Alerts.Drift;

/// <summary>Writes what <see cref="ScoreTally"/> has counted into the log every hour. What a stop or a failure leaves uncounted is missing from a statistic, from nothing else.</summary>
internal sealed class ScoreCounter(
    ScoreTally tally, [FromKeyedServices(AccessLogServiceCollectionExtensions.Events)] IAccessLog log, IOptions<GatewayOptions> options, TimeProvider time, ILogger<ScoreCounter> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Writes the counts of every model that has enough.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        foreach (var (product, model, from, counts) in tally.Take())
        {
            try
            {
                if (await BaselineAsync(model, cancellation) is { } baseline)
                    await log.AppendAsync(new ScoreCounts(product, model, from, counts, baseline).ToEntry(time.GetUtcNow()), [], cancellation);
            }
            catch (Exception e) when (e is LogUnavailableException or IOException or UnauthorizedAccessException or JsonException)
            {
                AlertLog.CountsLost(logger, e, product);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
    }

    private async Task<IReadOnlyList<double>?> BaselineAsync(string model, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(Path.Combine(DataLayout.Model(options.Value.Data, model), DataLayout.CardFile));
        var card = await JsonSerializer.DeserializeAsync(file, ProtocolJson.Default.ModelCard, cancellation);
        return card?.PsiBaseline is { } baseline && baseline.Count == ScoreCounts.Bins ? baseline : null;
    }
}
