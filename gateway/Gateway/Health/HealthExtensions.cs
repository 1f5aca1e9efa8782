using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: everything that a query needs is there; 503 says what is missing.
/// A part may add a check of its own with the tag <c>ready</c>, as the workers do. Neither path has a sign-in: they are for the operator's network and tell no more than names of the documents.
/// </summary>
internal static class HealthExtensions
{
    public const string LivePath = "/health/live";
    public const string ReadyPath = "/health/ready";
    private const string Ready = "ready";

    // A dependency that hangs is as good as missing, and whoever asks does so every few seconds.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public static void AddGatewayHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<PoliciesCheck>("policies", tags: [Ready], timeout: Limit)
            .AddCheck<DataCheck>("data", tags: [Ready], timeout: Limit)
            .AddCheck<IdentityCheck>("identity", tags: [Ready], timeout: Limit)
            .AddCheck<AnswersCheck>("answers", tags: [Ready], timeout: Limit)
            .AddCheck<LogCheck>("log", tags: [Ready], timeout: Limit);

        // /health/ready tells it to who asks; it need not stand in the console every few seconds as well.
        services.AddLogging(logging => logging.AddFilter(typeof(HealthCheckService).Namespace, LogLevel.Critical));
    }

    public static void MapGatewayHealth(this WebApplication app)
    {
        app.MapHealthChecks(LivePath, Options(_ => false));
        app.MapHealthChecks(ReadyPath, Options(check => check.Tags.Contains(Ready)));
    }

    private static HealthCheckOptions Options(Func<HealthCheckRegistration, bool> predicate) =>
        new() { Predicate = predicate, ResponseWriter = HealthWriter.WriteAsync };
}
