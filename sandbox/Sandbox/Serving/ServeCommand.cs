using System.Text.Json;
using Sandbox.Encryption;
using Sandbox.Protocol;
using Sandbox.Protocol.Workers;

namespace Sandbox.Serving;

/// <summary>
/// <c>serve</c>: one line on standard input says who the worker is and where it listens; the end of standard input stops it. Whoever
/// started the worker holds the other end, so a worker never outlives its gateway.
/// </summary>
internal static class ServeCommand
{
    /// <summary>Bad start line (EX_DATAERR of sysexits.h).</summary>
    public const int BadStart = 65;

    /// <summary>Something that the kind needs does not work here (EX_UNAVAILABLE of sysexits.h).</summary>
    public const int Unavailable = 69;

    public static async Task<int> RunAsync(TextReader input, TextWriter errors, CancellationToken cancellation)
    {
        if (Parse(await input.ReadLineAsync(cancellation)) is not { } start
            || !WorkerIdentity.TryCreate(start, out var identity) || ServedKind.Of(start.Kind) is not { } served)
        {
            await errors.WriteLineAsync("The first line of standard input must be the WorkerStart of a worker kind that this build serves.");
            return BadStart;
        }
        WebApplication app;
        try
        {
            app = WorkerHost.Build(start, identity, served, TimeProvider.System);
        }
        catch (SealUnavailableException exception)
        {
            await errors.WriteLineAsync(exception.Message);
            return Unavailable;
        }
        await using var _ = app;
        await app.StartAsync(cancellation);
        WatchForEnd(input, app.Lifetime);
        await using var cancelled = cancellation.Register(app.Lifetime.StopApplication);
        await app.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }

    private static WorkerStart? Parse(string? line)
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize(line, ProtocolJson.Default.WorkerStart);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Reading standard input blocks a thread whatever the method's name says, so it gets one of its own.
    private static void WatchForEnd(TextReader input, IHostApplicationLifetime lifetime) =>
        new Thread(() =>
        {
            while (input.Read() >= 0)
            {
            }
            lifetime.StopApplication();
        })
        { IsBackground = true, Name = "standard input" }.Start();
}
