using System.Text.Json.Serialization;

namespace Gateway.Client.Alerts;

/// <summary>An alert.</summary>
/// <param name="Index">Its number: the index of the entry of the access log that raised it.</param>
/// <param name="Time">When it was raised.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Kind">The rule's kind.</param>
/// <param name="Entry">The index of the entry with which the rule applied.</param>
/// <param name="About">Whom or what it is about.</param>
/// <param name="Facts">Figures, by name.</param>
/// <param name="Delivered">Whether the regulator's endpoint has taken it.</param>
/// <param name="Acknowledged">Who took note of it; null: it is open.</param>
public sealed record AlertInfo(
    long Index, DateTimeOffset Time, string Rule, string Kind, long Entry, string About, IReadOnlyDictionary<string, string> Facts, bool Delivered,
    AlertAcknowledgement? Acknowledged);

/// <summary>Who took note of an alert.</summary>
/// <param name="Index">The index of the entry that says so.</param>
/// <param name="Time">When.</param>
/// <param name="By">The client.</param>
/// <param name="Reason">Why no more is to be done.</param>
public sealed record AlertAcknowledgement(long Index, DateTimeOffset Time, string By, string Reason);

internal sealed record AlertPage(IReadOnlyList<AlertInfo> Alerts, long? Next);

internal sealed record AlertNote(string Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AlertPage))]
[JsonSerializable(typeof(AlertInfo))]
[JsonSerializable(typeof(AlertNote))]
internal sealed partial class AlertDeskJson : JsonSerializerContext;
