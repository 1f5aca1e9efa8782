namespace Gateway.Identity;

internal static partial class IdentityLog
{
    [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "Registered client {ClientId} with role {Role}")]
    public static partial void ClientRegistered(ILogger logger, string clientId, Role role);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Information, Message = "Removed client {ClientId}")]
    public static partial void ClientRemoved(ILogger logger, string clientId);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "The OpenID provider {Authority} does not answer")]
    public static partial void ProviderUnavailable(ILogger logger, string authority, Exception exception);
}
