using Gateway.Audit;
using Gateway.Audit.Sealing;
using Gateway.Hosting;
using Gateway.Quotas;
using Gateway.Witnesses;
using Microsoft.Extensions.Options;

namespace Gateway.Record;

/// <summary>Registers the access log.</summary>
internal static class AccessLogServiceCollectionExtensions
{
    /// <summary>The key of the <see cref="IAccessLog"/> for entries that let nothing out: it takes them also while witnesses are away.</summary>
    public const string Events = "events";

    /// <summary>
    /// Adds <see cref="IAccessLog"/>, configured by section <c>Log</c>; its folder lies under <c>Gateway:State</c>. It is opened at start, so
    /// that a damaged log stops the gateway before it takes a request.
    /// </summary>
    public static IServiceCollection AddAccessLog(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccessLogOptions>().Bind(configuration.GetSection("Log")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessLogOptions>, AccessLogOptionsValidator>();
        services.AddSingleton<IValidateOptions<AccessLogOptions>, RegulatorKeyValidator>();
        services.AddSingleton<IPostConfigureOptions<AccessLogOptions>, AccessLogPlace>();
        services.AddSingleton<AccessLogMetrics>().AddSingleton<AccessLogListener>();
        services.AddSingleton(s => AccessLog.Open(
            s.GetRequiredService<IOptions<AccessLogOptions>>().Value,
            s.GetRequiredService<AccessLogMetrics>(),
            s.GetRequiredService<AccessLogListener>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<IQuotaStore>() as ICommitBarrier));
        services.AddSingleton<IPublishedLog>(s => s.GetRequiredService<AccessLog>());
        services.AddKeyedSingleton<IAccessLog>(Events, (s, _) => s.GetRequiredService<AccessLog>());
        services.AddSingleton<IAccessLog>(s => new WitnessedLog(s.GetRequiredService<AccessLog>(), s.GetRequiredService<CosignTail>()));
        return services.AddHostedService<AccessLogStart>().AddHostedService<SubjectKeyPeriods>().AddHostedService<LogAgeing>();
    }
}

[OptionsValidator]
internal sealed partial class AccessLogOptionsValidator : IValidateOptions<AccessLogOptions>;

/// <summary>What no attribute can say.</summary>
internal sealed class RegulatorKeyValidator : IValidateOptions<AccessLogOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AccessLogOptions options) => options.RegulatorKey is null || RegulatorKey.TryParse(options.RegulatorKey, out _)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail("Log:RegulatorKey is no regulator's key: x25519:base64, as `dpg audit key` prints it.");
}

/// <summary>Puts the folder under the gateway's state.</summary>
internal sealed class AccessLogPlace(IOptions<GatewayOptions> gateway) : IPostConfigureOptions<AccessLogOptions>
{
    /// <inheritdoc/>
    public void PostConfigure(string? name, AccessLogOptions options)
    {
        if (options.Folder.Length > 0) options.Folder = Path.GetFullPath(Path.Combine(gateway.Value.State, options.Folder));
    }
}

/// <summary>Opens the log with the gateway, by asking for it.</summary>
internal sealed class AccessLogStart(IAccessLog log, ILogger<AccessLogStart> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        AccessLogEvents.Opened(logger, log.Origin);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Tells operators what becomes of the log.</summary>
internal sealed class AccessLogListener(ILogger<AccessLogListener> logger) : IAccessLogListener
{
    private volatile bool _available;

    /// <summary>Whether the last that was heard is good: false from a failed append on until one succeeds.</summary>
    public bool IsAvailable => _available;

    /// <inheritdoc/>
    public void TailCut(string file, long index, long bytes) => AccessLogEvents.TailCut(logger, file, index, bytes);

    /// <inheritdoc/>
    public void Unavailable(Exception cause)
    {
        _available = false;
        AccessLogEvents.Unavailable(logger, cause);
    }

    /// <inheritdoc/>
    public void Available(long next)
    {
        _available = true;
        AccessLogEvents.Available(logger, next);
    }

    /// <inheritdoc/>
    public void Behind(Exception cause) => AccessLogEvents.Behind(logger, cause);
}

internal static partial class AccessLogEvents
{
    [LoggerMessage(EventId = 2010, Level = LogLevel.Information, Message = "The access log {Origin} is open")]
    public static partial void Opened(ILogger logger, string origin);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Warning,
        Message = "A crash left an unfinished group in {File}: {Bytes} bytes from entry {Index} on were cut; nobody was told of them")]
    public static partial void TailCut(ILogger logger, string file, long index, long bytes);

    [LoggerMessage(EventId = 2012, Level = LogLevel.Critical, Message = "The access log cannot be written, or what is written before it: nothing is released")]
    public static partial void Unavailable(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2013, Level = LogLevel.Information, Message = "The access log takes entries from index {Next} on")]
    public static partial void Available(ILogger logger, long next);

    [LoggerMessage(EventId = 2014, Level = LogLevel.Error, Message = "Tiles and checkpoint of the access log cannot follow its entries")]
    public static partial void Behind(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2015, Level = LogLevel.Warning,
        Message = "No regulator's key is named (Log:RegulatorKey): subjects are hashed with one key for good, which nobody else can open")]
    public static partial void NoRegulator(ILogger logger);

    [LoggerMessage(EventId = 2016, Level = LogLevel.Error, Message = "The subject key of the period cannot be sealed or begun; the one in use stays")]
    public static partial void KeyNotAdvanced(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2017, Level = LogLevel.Information, Message = "{Bundles} bundles of old entries went to the archive, {Keys} old subject keys were destroyed")]
    public static partial void Aged(ILogger logger, long bundles, int keys);

    [LoggerMessage(EventId = 2018, Level = LogLevel.Error, Message = "The access log cannot be aged; nothing is lost")]
    public static partial void NotAged(ILogger logger, Exception cause);
}
