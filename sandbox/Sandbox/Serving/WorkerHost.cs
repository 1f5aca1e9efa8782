using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Sandbox.Jobs;
using Sandbox.Protocol.Workers;

namespace Sandbox.Serving;

/// <summary>Kestrel on one unix socket, HTTP/2 without TLS, two paths, and nothing else of ASP.NET Core.</summary>
internal static class WorkerHost
{
    public static WebApplication Build(WorkerStart start, WorkerIdentity identity, ServedKind served, TimeProvider time)
    {
        // A worker that was killed leaves its socket behind; the folder is this worker's alone.
        File.Delete(start.Socket);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddFilter("Microsoft", LogLevel.None).AddFilter("Sandbox", LogLevel.Information);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, start.Socket, served.MaxBody));
        builder.Services
            .AddSingleton(identity)
            .AddSingleton(time)
            .AddSingleton(served)
            .AddSingleton<PermitGate>()
            .AddSingleton<JobEndpoint>();
        served.AddRunner(builder.Services, start.DataPath);
        var app = builder.Build();
        var jobs = app.Services.GetRequiredService<JobEndpoint>();
        app.Run(context => Route(context, jobs));
        return app;
    }

    private static Task Route(HttpContext context, JobEndpoint jobs)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value);
        if (HttpMethods.IsPost(method) && string.Equals(path, WorkerPaths.Jobs, StringComparison.Ordinal)) return jobs.HandleAsync(context);
        context.Response.StatusCode = HttpMethods.IsGet(method) && string.Equals(path, WorkerPaths.Health, StringComparison.Ordinal)
            ? StatusCodes.Status200OK
            : StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static void Configure(KestrelServerOptions kestrel, string socket, long maxBody)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = maxBody;
        kestrel.Limits.MaxRequestHeaderCount = 32;
        kestrel.Limits.MaxRequestHeadersTotalSize = 8 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Limits.Http2.MaxStreamsPerConnection = 256;
        kestrel.ListenUnixSocket(socket, endpoint => endpoint.Protocols = HttpProtocols.Http2);
    }
}
