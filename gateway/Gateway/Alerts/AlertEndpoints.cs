using System.Text.Json;
using Gateway.Admin;
using Gateway.Identity;
using Gateway.Stores;
using Policies.Decisions;

namespace Gateway.Alerts;

/// <summary>Alerts, for the regulator.</summary>
internal static class AlertEndpoints
{
    private const int MaxLimit = 1000;
    private const int LongestReason = 200;

    public static void MapAlerts(this WebApplication app)
    {
        var alerts = app.MapGroup("/v1/audit/alerts").RequireAuthorization(RoleNames.Regulator).WithTags("Alerts");
        alerts.MapGet("", List).WithName("listAlerts").WithSummary("Alerts, the open ones unless all=true 告警").Produces<AlertPageView>();
        alerts.MapPost("/{index:long:min(0)}/acknowledgement", AcknowledgeAsync).WithName("acknowledgeAlert")
            .WithSummary("Take note of an alert and say why no more is to be done; it is recorded 确认告警").Accepts<AcknowledgementRequest>("application/json")
            .Produces<AlertView>();
    }

    private static IResult List(bool? all, long? after, int? limit, AlertBook book)
    {
        if (limit is < 1 or > MaxLimit) return new ProblemResult(ReasonTable.BadRequest.With($"limit is a whole number from 1 to {MaxLimit}"));
        EnsureRead(book);
        var most = limit ?? MaxLimit;
        var found = book.After(after ?? -1, openOnly: all is not true, most + 1);
        return TypedResults.Json(
            new AlertPageView([.. found.Take(most).Select(AlertView.Of)], found.Count > most ? found[most - 1].Index : null), AlertJson.Default.AlertPageView);
    }

    private static async Task<IResult> AcknowledgeAsync(long index, HttpContext http, AlertBook book, AlertDesk desk)
    {
        if (!http.Request.HasJsonContentType() || http.Request.Headers.ContentEncoding.Count > 0)
            return new ProblemResult(ReasonTable.UnsupportedMediaType.With("application/json"));
        if (await ReadAsync(http) is not { } reason) return new ProblemResult(ReasonTable.BadRequest.With($"send an object with a reason of 1 to {LongestReason} characters in one line"));
        EnsureRead(book);
        var (alert, refused) = await desk.AcknowledgeAsync(index, http.User.Identity!.Name!, reason, http.RequestAborted);
        return refused is not null ? new ProblemResult(refused) : TypedResults.Json(AlertView.Of(alert!), AlertJson.Default.AlertView);
    }

    private static async Task<string?> ReadAsync(HttpContext http)
    {
        try
        {
            var request = await JsonSerializer.DeserializeAsync(http.Request.Body, AlertJson.Default.AcknowledgementRequest, http.RequestAborted);
            return request?.Reason is { Length: > 0 and <= LongestReason } reason && !string.IsNullOrWhiteSpace(reason) && !reason.Any(char.IsControl) ? reason : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void EnsureRead(AlertBook book)
    {
        if (!book.IsRead) throw new StoreUnavailableException("alerts");
    }
}
