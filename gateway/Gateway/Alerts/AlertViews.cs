using System.Text.Json.Serialization;

namespace Gateway.Alerts;

/// <summary>An alert.</summary>
/// <param name="Index">Its number: the index of the entry of the access log that raised it.</param>
/// <param name="Time">When it was raised.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Kind">The rule's kind.</param>
/// <param name="Entry">The index of the entry with which the rule applied.</param>
/// <param name="About">Whom or what it is about: a consumer, a contract, a model, an event.</param>
/// <param name="Facts">Figures, by name.</param>
/// <param name="Delivered">Whether the regulator's endpoint has taken it.</param>
/// <param name="Acknowledged">Who took note of it; null: it is open.</param>
internal sealed record AlertView(
    long Index, DateTimeOffset Time, string Rule, string Kind, long Entry, string About, IReadOnlyDictionary<string, string> Facts, bool Delivered,
    AcknowledgementView? Acknowledged)
{
    public static AlertView Of(Alert alert) => new(
        alert.Index, alert.Time, alert.Finding.Rule, alert.Finding.Kind, alert.Finding.Entry, alert.Finding.About, alert.Finding.Facts, alert.Delivered,
        alert.Acknowledged is { } a ? new AcknowledgementView(a.Index, a.Time, a.By, a.Reason) : null);
}

/// <summary>Who took note of an alert.</summary>
/// <param name="Index">The index of the entry that says so.</param>
/// <param name="Time">When.</param>
/// <param name="By">The client.</param>
/// <param name="Reason">Why no more is to be done.</param>
internal sealed record AcknowledgementView(long Index, DateTimeOffset Time, string By, string Reason);

/// <summary>Alerts.</summary>
/// <param name="Alerts">In the log's order.</param>
/// <param name="Next">Where the next page goes on: its <c>after</c>; null: this is the last.</param>
internal sealed record AlertPageView(IReadOnlyList<AlertView> Alerts, long? Next);

/// <summary>What an alert is pushed as.</summary>
/// <param name="Type"><c>alert-raised</c>.</param>
/// <param name="Timestamp">When it was raised.</param>
/// <param name="Origin">The log.</param>
/// <param name="Data">The alert.</param>
internal sealed record AlertPush(string Type, DateTimeOffset Timestamp, string Origin, AlertView Data);

/// <summary>Takes note of an alert.</summary>
/// <param name="Reason">Why no more is to be done, in one line of 1 to 200 characters. It goes into the access log; never write data into it.</param>
internal sealed record AcknowledgementRequest(string Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AlertView))]
[JsonSerializable(typeof(AlertPageView))]
[JsonSerializable(typeof(AlertPush))]
[JsonSerializable(typeof(AcknowledgementRequest))]
internal sealed partial class AlertJson : JsonSerializerContext;
