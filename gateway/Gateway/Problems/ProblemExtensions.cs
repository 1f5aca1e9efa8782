using Microsoft.AspNetCore.Diagnostics;

namespace Gateway.Problems;

internal static class ProblemExtensions
{
    public static void AddProblems(this IServiceCollection services) => services.AddExceptionHandler<ProblemExceptionHandler>();

    /// <summary>Everything outside the path of a query that ends without a body or with an exception is rendered as a problem, too.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask });
        app.UseStatusCodePages(pages => ProblemWriter.WriteAsync(pages.HttpContext, Refusals.OfStatus(pages.HttpContext)));
    }

    private sealed class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            if (httpContext.RequestAborted.IsCancellationRequested) return true;
            await ProblemWriter.WriteAsync(httpContext, Refusals.Of(exception, httpContext, logger));
            return true;
        }
    }
}
