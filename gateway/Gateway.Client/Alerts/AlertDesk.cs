using System.Globalization;
using System.Text.Json;
using Gateway.Client.Transport;

namespace Gateway.Client.Alerts;

/// <summary>The alerts of a gateway. For regulators. Methods throw as those of <see cref="GatewayClient"/> do.</summary>
public sealed class AlertDesk
{
    private const string All = "/v1/audit/alerts";
    private readonly Func<Call, CancellationToken, Task<Reply>> _call;

    internal AlertDesk(Func<Call, CancellationToken, Task<Reply>> call) => _call = call;

    /// <summary>Alerts in the log's order.</summary>
    /// <param name="all">Those that were acknowledged, too.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<AlertInfo>> ListAsync(bool all, CancellationToken cancellation = default)
    {
        var alerts = new List<AlertInfo>();
        for (long? after = -1; after is not null;)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{All}?all={(all ? "true" : "false")}&after={after}");
            var page = GatewayClient.Read(await _call(new Call(HttpMethod.Get, path), cancellation), AlertDeskJson.Default.AlertPage);
            alerts.AddRange(page.Alerts);
            after = page.Next;
        }

        return alerts;
    }

    /// <summary>Takes note of an alert. Sent twice, it is done once.</summary>
    /// <param name="index">The alert's number.</param>
    /// <param name="reason">Why no more is to be done: one line of 1 to 200 characters.</param>
    /// <param name="cancellation">Gives up; it may have been done.</param>
    public async Task<AlertInfo> AcknowledgeAsync(long index, string reason, CancellationToken cancellation = default)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{All}/{index}/acknowledgement");
        var body = JsonSerializer.SerializeToUtf8Bytes(new AlertNote(reason), AlertDeskJson.Default.AlertNote);
        return GatewayClient.Read(await _call(new Call(HttpMethod.Post, path, body), cancellation), AlertDeskJson.Default.AlertInfo);
    }
}
