namespace Gateway.Tls;

internal static partial class TlsLog
{
    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "Signed a server certificate for {Names}, valid to {NotAfter:u}")]
    public static partial void CertificateSigned(ILogger logger, IReadOnlyList<string> names, DateTime notAfter);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "Gateway:Http is set: plain HTTP is served on {Address}")]
    public static partial void PlainHttp(ILogger logger, string address);
}
