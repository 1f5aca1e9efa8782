namespace Gateway.Answers;

internal static partial class AnswersLog
{
    [LoggerMessage(EventId = 2100, Level = LogLevel.Debug, Message = "Removed {Count} outlived idempotency keys")]
    public static partial void Swept(ILogger logger, int count);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "Outlived idempotency keys could not be removed")]
    public static partial void SweepFailed(ILogger logger, Exception e);
}
