using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using Gateway.Audit;
using Gateway.Record;
using Microsoft.Extensions.Options;

namespace Gateway.Alerts.Delivery;

/// <summary>
/// Pushes open alerts to the regulator's endpoint, one after the other, beside the path of queries. What was taken is recorded: a crash between the two pushes
/// an alert a second time, under the same id, and none is left out.
/// </summary>
internal sealed class AlertPusher(
    AlertBook book, [FromKeyedServices(AccessLogServiceCollectionExtensions.Events)] IAccessLog log, IOptions<AlertOptions> options, TimeProvider time, ILogger<AlertPusher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Webhook is not { } url) return;
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = LongestWait };
        using var http = new HttpClient(handler) { Timeout = Limit, MaxResponseContentBufferSize = 64 * 1024 };
        var wait = ShortestWait;
        while (true)
        {
            if (book.Undelivered() is not { } alert)
            {
                await Task.Delay(Pause, time, stoppingToken);
                continue;
            }

            if (await PushAsync(http, new Uri(url), alert, stoppingToken) is { } cause)
            {
                AlertLog.NotDelivered(logger, alert.Index, cause, wait);
                await Task.Delay(wait, time, stoppingToken);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
                continue;
            }

            wait = ShortestWait;
            await RecordAsync(alert.Index);
        }
    }

    /// <summary>Null when it was taken; else why not.</summary>
    private async Task<string?> PushAsync(HttpClient http, Uri url, Alert alert, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new AlertPush(AlertEvents.Raised, alert.Time, log.Origin, AlertView.Of(alert)), AlertJson.Default.AlertPush);
        using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        WebhookSignature.Sign(message, $"{log.Origin}/{alert.Index}", body, options.Value.Secret()!, time.GetUtcNow());
        try
        {
            using var response = await http.SendAsync(message, cancellation);
            return response.IsSuccessStatusCode ? null : $"status {(int)response.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return e.Message;
        }
    }

    private async Task RecordAsync(long alert)
    {
        book.Delivered(alert);
        AlertLog.Delivered(logger, alert);
        try
        {
            await log.AppendAsync(AlertEvents.OfDelivery(alert, time.GetUtcNow()), [], CancellationToken.None);
        }
        catch (LogUnavailableException e)
        {
            AlertLog.DeliveryNotRecorded(logger, e, alert);
        }
    }
}
