namespace Gateway.Problems;

internal static partial class ProblemsLog
{
    [LoggerMessage(EventId = 1000, Level = LogLevel.Error, Message = "A request met a bug; nothing was released")]
    public static partial void Bug(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "A store is down; requests that need it are refused")]
    public static partial void StoreUnavailable(ILogger logger, Exception exception);
}
