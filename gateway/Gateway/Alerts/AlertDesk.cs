using System.Globalization;
using Gateway.Audit;
using Gateway.Problems;
using Gateway.Record;
using Policies.Decisions;

namespace Gateway.Alerts;

/// <summary>Where the regulator takes note of alerts.</summary>
internal sealed class AlertDesk(AlertBook book, [FromKeyedServices(AccessLogServiceCollectionExtensions.Events)] IAccessLog log, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Takes note of an alert. The same again changes nothing; something else is refused.</summary>
    /// <exception cref="LogUnavailableException">It cannot be recorded: it is not done.</exception>
    public async Task<(Alert? Alert, Reason? Refused)> AcknowledgeAsync(long index, string by, string reason, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (book.Find(index) is not { } alert) return (null, ReasonTable.AlertNotFound.With(Number(index)));
            if (alert.Acknowledged is { } before)
                return before.By == by && before.Reason == reason ? (alert, null) : (null, ReasonTable.AlertAcknowledged.With(Number(index), before.By));
            var now = time.GetUtcNow();
            var position = await log.AppendAsync(AlertEvents.OfAcknowledgement(index, by, reason, now), [], CancellationToken.None);
            book.Acknowledged(index, new Acknowledgement(position.Index, now, by, reason));
            return (book.Find(index), null);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static string Number(long index) => index.ToString(CultureInfo.InvariantCulture);
}
