using System.Text.RegularExpressions;
using Gateway.Audit;
using Gateway.Audit.Files;
using Gateway.Identity;
using Gateway.Witnesses;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.LogTiles;

/// <summary>
/// What monitors follow the log by (C2SP tlog-tiles): checkpoint and hash tiles are for everybody, since hashes tell nothing; entry bundles link
/// people, as do the keyed hashes of their subjects, and are for the regulator.
/// </summary>
internal static partial class LogTileEndpoints
{
    private const string Bytes = "application/octet-stream";
    private const string Text = "text/plain";

    public static void MapLogTiles(this WebApplication app)
    {
        var log = app.MapGroup("/log").WithTags("Log");
        log.MapGet("/checkpoint", Checkpoint).AllowAnonymous().WithName("getCheckpoint").WithSummary("The log's signed checkpoint 日志检查点")
            .Produces<string>(StatusCodes.Status200OK, Text);
        log.MapGet("/tile/entries/{**tile}", Entries).RequireAuthorization(RoleNames.Regulator).WithName("getEntryBundle")
            .WithSummary("A bundle of entries, for the regulator 日志条目").Produces<string>(StatusCodes.Status200OK, Bytes);
        log.MapGet("/subjects/{**bundle}", Subjects).RequireAuthorization(RoleNames.Regulator).WithName("getSubjectHashes")
            .WithSummary("The keyed hashes of a bundle's subjects, for the regulator 日志条目的主体哈希").Produces<string>(StatusCodes.Status200OK, Bytes);
        log.MapGet("/tile/{level}/{**tile}", Hashes).AllowAnonymous().WithName("getHashTile").WithSummary("A tile of hashes 哈希块")
            .Produces<string>(StatusCodes.Status200OK, Bytes);
    }

    private static Results<FileContentHttpResult, NotFound> Checkpoint(HttpContext http, ProvableCheckpoint provable)
    {
        if (provable.Current is not { } checkpoint) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "max-age=1";
        return TypedResults.Bytes(checkpoint.Note, Text + "; charset=utf-8");
    }

    private static Results<PhysicalFileHttpResult, NotFound> Hashes(string level, string tile, HttpContext http, IPublishedLog log) =>
        LevelForm().IsMatch(level) ? Tile(http, log, level, tile) : TypedResults.NotFound();

    private static Results<PhysicalFileHttpResult, NotFound> Entries(string tile, HttpContext http, IPublishedLog log) => Tile(http, log, "entries", tile);

    private static Results<PhysicalFileHttpResult, NotFound> Tile(HttpContext http, IPublishedLog log, string kind, string tile)
    {
        // Only names of this form become paths: no dots that climb, no files of another kind.
        if (!TileForm().IsMatch(tile)) return TypedResults.NotFound();
        if (LogFolder.Find(log.Folder, Path.Combine("tile", kind, tile)) is not { } path) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = kind == "entries" ? "private, max-age=31536000, immutable" : "public, max-age=31536000, immutable";
        return TypedResults.PhysicalFile(path, Bytes);
    }

    /// <summary>The last bundle's grows in place; its reader goes by a checkpoint's size.</summary>
    private static Results<PhysicalFileHttpResult, NotFound> Subjects(string bundle, HttpContext http, IPublishedLog log)
    {
        if (!BundleForm().IsMatch(bundle) || LogFolder.Find(log.Folder, Path.Combine("subjects", bundle)) is not { } path) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.PhysicalFile(path, Bytes);
    }

    [GeneratedRegex(@"\A(x[0-9]{3}/)*[0-9]{3}\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex BundleForm();

    [GeneratedRegex(@"\A([0-9]|[1-5][0-9]|6[0-3])\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex LevelForm();

    [GeneratedRegex(@"\A(x[0-9]{3}/)*[0-9]{3}(\.p/([1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex TileForm();
}
