using System.Text;
using Gateway.Audit.Witnessing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Cli.Witnesses;

/// <summary>A witness behind HTTP. Disposing it stops it.</summary>
internal sealed class WitnessServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Witness _witness;

    private WitnessServer(WebApplication app, Witness witness) => (_app, _witness) = (app, witness);

    /// <summary>Where it answers.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The key by which its cosignatures are verified.</summary>
    public string Key => _witness.VerifierKey.ToString();

    /// <summary>Serves a witness, which it then owns.</summary>
    /// <param name="witness">The witness.</param>
    /// <param name="listen">Where; port 0 takes a free one.</param>
    /// <param name="cancellation">Gives up starting.</param>
    public static async Task<WitnessServer> StartAsync(Witness witness, Uri listen, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(listen.GetLeftPart(UriPartial.Authority))
            .ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = AddCheckpoint.MaxSize);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.Run(http => AnswerAsync(witness, http));
        try
        {
            await app.StartAsync(cancellation);
            return new WitnessServer(app, witness);
        }
        catch
        {
            await app.DisposeAsync();
            witness.Dispose();
            throw;
        }
    }

    /// <summary>Ends when it is stopped.</summary>
    public Task StoppedAsync(CancellationToken cancellation) => ((IHost)_app).WaitForShutdownAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _witness.Dispose();
    }

    private static async Task AnswerAsync(Witness witness, HttpContext http)
    {
        var isAsked = http.Request.Path.Value?.EndsWith("/add-checkpoint", StringComparison.Ordinal) == true;
        if (!isAsked || !HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.StatusCode = isAsked ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound;
            return;
        }

        using var body = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            http.Response.StatusCode = e.StatusCode;
            return;
        }

        WitnessAnswer answer;
        try
        {
            answer = witness.Add(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (IOException)
        {
            // Not remembered, so not cosigned.
            answer = new WitnessAnswer(StatusCodes.Status503ServiceUnavailable, "text/plain; charset=utf-8", "The witness's disk does not answer.\n");
        }

        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.MediaType;
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.Body), http.RequestAborted);
    }
}
