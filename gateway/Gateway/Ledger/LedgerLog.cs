namespace Gateway.Ledger;

internal static partial class LedgerLog
{
    [LoggerMessage(EventId = 2200, Level = LogLevel.Information, Message = "The ledger is whole and not older than the access log")]
    public static partial void Proved(ILogger logger);

    [LoggerMessage(EventId = 2201, Level = LogLevel.Critical,
        Message = "The ledger takes no charge: {Objection}. Put the newest copy back and start again; see docs/operations.md")]
    public static partial void Refused(ILogger logger, string objection);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Error, Message = "The ledger's database does not answer; queries that cost privacy are refused until it does")]
    public static partial void Unavailable(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Warning, Message = "The hint for the next start could not be written; that start will be slower")]
    public static partial void NotRemembered(ILogger logger, Exception exception);
}
