namespace Gateway.Contracts;

internal static partial class ContractsLog
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Information,
        Message = "Policies loaded: {Datasets} datasets, {Products} products, {Contracts} contracts")]
    public static partial void PoliciesLoaded(ILogger logger, int datasets, int products, int contracts);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "Changed policies have errors; the earlier ones stay in force:\n{Errors}")]
    public static partial void PoliciesKept(ILogger logger, string errors);
}
