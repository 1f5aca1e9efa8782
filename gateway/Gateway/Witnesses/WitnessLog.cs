namespace Gateway.Witnesses;

internal static partial class WitnessLog
{
    [LoggerMessage(EventId = 2100, Level = LogLevel.Error, Message = "The witness {Witness} does not cosign the access log")]
    public static partial void Failed(ILogger logger, Exception cause, string witness);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "The witness {Witness} cosigns again")]
    public static partial void Back(ILogger logger, string witness);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Error, Message = "The cosigned checkpoint cannot be written")]
    public static partial void CannotWrite(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Error, Message = "It cannot be recorded that witnesses are away, or back")]
    public static partial void NotTold(ILogger logger, Exception cause);
}
