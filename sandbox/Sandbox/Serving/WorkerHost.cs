using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Sandbox.Jobs;
using Sandbox.Protocol;
using Sandbox.Protocol.Workers;

namespace Sandbox.Serving;

/// <summary>Kestrel on one unix socket, HTTP/2 without TLS, a few paths, and nothing else of ASP.NET Core.</summary>
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
            .AddSingleton(_ => new WorkerTally(identity.BootId.Span))
            .AddSingleton<PermitGate>()
            .AddSingleton<JobEndpoint>();
        served.AddRunner(builder.Services, start);
        var app = builder.Build();
        var jobs = app.Services.GetRequiredService<JobEndpoint>();
        var tally = app.Services.GetRequiredService<WorkerTally>();
        app.Run(context => Route(context, jobs, tally));
        return app;
    }

    private static Task Route(HttpContext context, JobEndpoint jobs, WorkerTally tally)
    {
        var isPost = HttpMethods.IsPost(context.Request.Method);
        switch (context.Request.Path.Value)
        {
            case WorkerPaths.Jobs when isPost:
                return jobs.HandleAsync(context);
            case WorkerPaths.End when isPost:
                return StateAsync(context.Response, tally.State(end: true));
            case WorkerPaths.Tally when !isPost:
                return StateAsync(context.Response, tally.State());
            case WorkerPaths.Health when !isPost:
                return Task.CompletedTask;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }

    private static Task StateAsync(HttpResponse response, WorkerStatement statement)
    {
        response.ContentType = "application/json";
        return response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(statement, ProtocolJson.Default.WorkerStatement)).AsTask();
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
