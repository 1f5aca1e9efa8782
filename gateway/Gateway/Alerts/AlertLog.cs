namespace Gateway.Alerts;

internal static partial class AlertLog
{
    [LoggerMessage(EventId = 2300, Level = LogLevel.Warning, Message = "Alert {Rule} at entry {Entry} of the access log")]
    public static partial void Raised(ILogger logger, string rule, long entry);

    [LoggerMessage(EventId = 2301, Level = LogLevel.Error, Message = "Alerts cannot follow the access log; what is found meanwhile is told later")]
    public static partial void Behind(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Error, Message = "The regulator's endpoint does not take alert {Alert}: {Cause}; tried again in {Wait}")]
    public static partial void NotDelivered(ILogger logger, long alert, string cause, TimeSpan wait);

    [LoggerMessage(EventId = 2303, Level = LogLevel.Information, Message = "The regulator's endpoint has taken alert {Alert}")]
    public static partial void Delivered(ILogger logger, long alert);

    [LoggerMessage(EventId = 2304, Level = LogLevel.Error, Message = "Alert {Alert} was delivered, but that cannot be recorded: after a restart it is delivered again")]
    public static partial void DeliveryNotRecorded(ILogger logger, Exception cause, long alert);

    [LoggerMessage(EventId = 2305, Level = LogLevel.Warning, Message = "An hour's counts of scores of {Product} are lost")]
    public static partial void CountsLost(ILogger logger, Exception cause, string product);
}
