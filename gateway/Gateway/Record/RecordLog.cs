namespace Gateway.Record;

internal static partial class RecordLog
{
    [LoggerMessage(EventId = 2000, Level = LogLevel.Error, Message = "A worker gave no release for a job of {Product}: {Code}")]
    public static partial void JobRefused(ILogger logger, string product, string code);
}
