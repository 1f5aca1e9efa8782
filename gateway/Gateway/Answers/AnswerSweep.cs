using Gateway.Stores;
using Microsoft.Extensions.Options;

namespace Gateway.Answers;

/// <summary>Removes outlived keys now and then.</summary>
internal sealed class AnswerSweep(SqliteAnswerStore store, IOptions<AnswerOptions> options, TimeProvider time, ILogger<AnswerSweep> logger)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, time);
        do
        {
            try
            {
                var swept = await store.SweepAsync(stoppingToken);
                if (swept > 0) AnswersLog.Swept(logger, swept);
            }
            catch (StoreUnavailableException e)
            {
                AnswersLog.SweepFailed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
