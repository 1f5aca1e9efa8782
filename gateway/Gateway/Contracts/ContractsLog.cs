namespace Gateway.Contracts;

internal static partial class ContractsLog
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Information,
        Message = "Policies in force: {Datasets} datasets, {Products} products, {Contracts} contracts")]
    public static partial void PoliciesLoaded(ILogger logger, int datasets, int products, int contracts);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "Changed policies have errors; the earlier ones stay in force:\n{Errors}")]
    public static partial void PoliciesKept(ILogger logger, string errors);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error,
        Message = "The contract {Contract} version {Version} is out of force, because products and datasets no longer allow it: {Objections}")]
    public static partial void ContractUnsound(ILogger logger, string contract, int version, string objections);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning,
        Message = "The contract store does not answer; queries are refused until it does, once the last word from it is too old")]
    public static partial void NotConfirmed(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "The contract {Contract} version {Version} was {Step}")]
    public static partial void StepTaken(ILogger logger, string contract, int version, string step);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Information, Message = "First start: {Count} contracts of the policies folder are in force")]
    public static partial void Seeded(ILogger logger, int count);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Error, Message = "What an ended contract left could not be removed; it is tried again")]
    public static partial void NotPurged(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 3007, Level = LogLevel.Warning, Message = "Other gateways could not be told that a contract changed; they poll")]
    public static partial void NotAnnounced(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 3008, Level = LogLevel.Warning, Message = "Word of changed contracts cannot be listened for; the store is polled")]
    public static partial void NotListening(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 3009, Level = LogLevel.Error, Message = "Contracts whose last day is over could not be ended; it is tried again")]
    public static partial void NotExpired(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "The lifetime budget of the dataset {Dataset}: {Event}")]
    public static partial void LifetimeChanged(ILogger logger, string dataset, string @event);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Error,
        Message = "Changed documents are not in force, because what they say of lifetime budgets could not be written down; it is tried again")]
    public static partial void LifetimesNotMet(ILogger logger, Exception cause);
}
