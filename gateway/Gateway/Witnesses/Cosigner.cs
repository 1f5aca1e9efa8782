using Gateway.Audit;
using Gateway.Audit.Notes;
using Microsoft.Extensions.Options;

namespace Gateway.Witnesses;

/// <summary>Takes each new checkpoint to the witnesses, beside the path of queries.</summary>
internal sealed class Cosigner(
    IPublishedLog log, ProvableCheckpoint provable, CosignTail tail, IOptions<WitnessOptions> options, TimeProvider time, ILogger<Cosigner> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private const int MaxAnswer = 64 * 1024;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (provable.Policy.Needed == 0 && options.Value.Witnesses.Count == 0) return;
        using var http = new HttpClient { Timeout = Limit, MaxResponseContentBufferSize = MaxAnswer };
        var witnesses = options.Value.Witnesses.Zip(
            provable.Policy.Witnesses, (w, key) => new WitnessClient(http, new Uri(w.Url.TrimEnd('/') + "/add-checkpoint"), key, logger)).ToList();
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(witnesses, stoppingToken);
            }
            catch (IOException e)
            {
                WitnessLog.CannotWrite(logger, e);
            }
        }
    }

    private async Task RunAsync(List<WitnessClient> witnesses, CancellationToken stop)
    {
        var covered = provable.Policy.Needed == 0 ? long.MaxValue : provable.Current?.Size ?? 0;
        if (log.Next > covered) tail.Waits();
        var checkpoint = log.Published;
        if (checkpoint.Size <= covered) return;
        var signatures = await Task.WhenAll(witnesses.Select(w => w.AskAsync(log, checkpoint, stop)));
        var cosigned = SignedNote.Parse(checkpoint.Note.Span)!.With(signatures.OfType<NoteSignature>());
        // What came meanwhile begins to wait with the next round.
        if (provable.Offer(cosigned.ToBytes())) tail.CaughtUp();
    }
}
