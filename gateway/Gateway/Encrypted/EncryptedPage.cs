using System.Collections.Frozen;
using Gateway.Workers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Gateway.Encrypted;

/// <summary>
/// The demo page: features are encrypted in the browser by the very files that the workers run, served from the worker's folder. The gateway itself can load
/// none of them. Who uses the page trusts the gateway for its code; a bank that does not runs <c>dpg encrypted-score</c>.
/// </summary>
internal static class EncryptedPage
{
    private const string Folder = "/demo/encrypted";

    // Nothing is loaded from, or sent to, anybody else; WebAssembly may be compiled, and no text run as code.
    private const string Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly FrozenDictionary<string, string> _types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".wasm"] = "application/wasm",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> _own = FrozenSet.Create(StringComparer.Ordinal, "index.html", "page.css", "page.js", "container.js");

    private static readonly FrozenSet<string> _seal =
        FrozenSet.Create(StringComparer.Ordinal, "seal_throws.js", "seal_throws.wasm", "core.js", "client.js");

    public static void MapEncryptedPage(this WebApplication app)
    {
        var page = app.MapGroup(Folder).ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.CacheControl = "no-cache";
            return await next(context);
        });
        page.MapGet("/", () => Own("index.html"));
        page.MapGet("/{file}", (string file) => Own(file));
        page.MapGet("/seal/{file}", (string file, IOptions<WorkerOptions> workers) => Seal(file, workers.Value.Path));
    }

    private static Results<FileStreamHttpResult, NotFound> Own(string file) =>
        _own.Contains(file) && typeof(EncryptedPage).Assembly.GetManifestResourceStream($"Encrypted.{file}") is { } stream
            ? TypedResults.Stream(stream, _types[Path.GetExtension(file)])
            : TypedResults.NotFound();

    private static Results<PhysicalFileHttpResult, NotFound> Seal(string file, string worker)
    {
        var path = Path.GetFullPath(Path.Combine(worker, "seal", file));
        return _seal.Contains(file) && File.Exists(path)
            ? TypedResults.PhysicalFile(path, _types[Path.GetExtension(file)])
            : TypedResults.NotFound();
    }
}
