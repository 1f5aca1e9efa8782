namespace Gateway.Catalogue;

internal static partial class CatalogueLog
{
    [LoggerMessage(EventId = 3100, Level = LogLevel.Information, Message = "{Products} products have published data and a registered model")]
    public static partial void Published(ILogger logger, int products);

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "The data folder cannot be read; what was published before stays in force")]
    public static partial void Unreadable(ILogger logger, Exception exception);
}
