namespace Gateway.Workers;

internal static partial class WorkersLog
{
    [LoggerMessage(EventId = 5000, Level = LogLevel.Warning,
        Message = "Sandbox:Isolation is none: workers can do whatever this user can. For development only")]
    public static partial void IsolationOff(ILogger logger);

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "Worker {Instance} is ready: start {BootId}, process {ProcessId}")]
    public static partial void Ready(ILogger logger, string instance, string bootId, int processId);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "Worker {Instance} has ended with exit code {ExitCode}; next start in {Wait}")]
    public static partial void Ended(ILogger logger, string instance, int exitCode, TimeSpan wait);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Error, Message = "Worker {Instance} did not come up within {Timeout}")]
    public static partial void NotReady(ILogger logger, string instance, TimeSpan timeout);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Error, Message = "Worker {Instance} could not be started; next try in {Wait}")]
    public static partial void NotStarted(ILogger logger, Exception exception, string instance, TimeSpan wait);

    [LoggerMessage(EventId = 5005, Level = LogLevel.Error, Message = "Worker {Instance} has not answered {Probes} probes in a row and is killed")]
    public static partial void Hangs(ILogger logger, string instance, int probes);

    [LoggerMessage(EventId = 5006, Level = LogLevel.Debug, Message = "Worker {Instance}: {Line}")]
    public static partial void Said(ILogger logger, string instance, string line);

    [LoggerMessage(EventId = 5007, Level = LogLevel.Error, Message = "{Event} could not be recorded")]
    public static partial void NotRecorded(ILogger logger, Exception exception, string @event);
}
