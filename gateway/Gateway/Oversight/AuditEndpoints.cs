using System.Globalization;
using Gateway.Admin;
using Gateway.Audit;
using Gateway.Audit.Search;
using Gateway.Audit.Subjects;
using Gateway.Identity;
using Policies.Decisions;

namespace Gateway.Oversight;

/// <summary>What the regulator reads and searches. Nothing here changes anything, but that a search for a person is recorded.</summary>
internal static class AuditEndpoints
{
    /// <summary>The event of a search for a person.</summary>
    public const string PersonSearched = "person-searched";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static void MapAudit(this WebApplication app)
    {
        var audit = app.MapGroup("/v1/audit").RequireAuthorization(RoleNames.Regulator).WithTags("Audit");
        audit.MapGet("/entries", EntriesAsync).WithName("searchEntries")
            .WithSummary("Entries of the access log that match, in pages, or as they come 检索访问日志").Produces<EntryPageView>();
        audit.MapGet("/statistics", StatisticsAsync).WithName("getAuditStatistics")
            .WithSummary("What each contract was used for on each day (from=2026-11-01, to=2026-11-30, contract=…) 按日与合约统计").Produces<StatisticsView>();
        audit.MapGet("/keys", KeysAsync).WithName("listSubjectKeys")
            .WithSummary("The keys of subjects' hashes, sealed to the regulator 已密封的主体密钥").Produces<SealedKeysView>();
        audit.MapPost("/persons", PersonAsync).WithName("searchPerson")
            .WithSummary("Every entry about a person, who is named by keyed hashes; the search is recorded 查询谁查看过某人").Accepts<PersonRequest>("application/json")
            .Produces<PersonView>();
    }

    private static async Task<IResult> EntriesAsync([AsParameters] EntriesQuery query, HttpContext http, AuditIndex audit, TimeProvider time)
    {
        var (search, refused) = query.Parse();
        if (refused is not null) return new ProblemResult(refused);
        for (var started = time.GetTimestamp(); ;)
        {
            var index = await audit.CurrentAsync(http.RequestAborted);
            var page = await AuditIndex.AskAsync(() => index.Search(search));
            if (page.Records.Count > 0 || time.GetElapsedTime(started) >= TimeSpan.FromSeconds(query.Wait ?? 0))
                return TypedResults.Json(EntryPageView.Of(page), OversightJson.Default.EntryPageView);
            await Task.Delay(Pause, time, http.RequestAborted);
        }
    }

    private static async Task<IResult> StatisticsAsync(DateOnly from, DateOnly to, string? contract, HttpContext http, AuditIndex audit)
    {
        var index = await audit.CurrentAsync(http.RequestAborted);
        return TypedResults.Json(
            new StatisticsView(index.Next, await AuditIndex.AskAsync(() => index.Statistics(from, to, contract))), OversightJson.Default.StatisticsView);
    }

    private static async Task<IResult> KeysAsync(IPublishedLog log) => TypedResults.Json(
        new SealedKeysView(await AuditIndex.AskAsync(() => SealedKeys.List(log.Folder))), OversightJson.Default.SealedKeysView);

    private static async Task<IResult> PersonAsync(HttpContext http, AuditIndex audit, IAccessLog log, TimeProvider time)
    {
        var (request, person, refused) = await PersonRequest.ReadAsync(http);
        if (refused is not null) return new ProblemResult(refused);
        var index = await audit.CurrentAsync(http.RequestAborted);
        var page = await AuditIndex.AskAsync(() => index.Person(person, request!.After ?? -1, request.Limit ?? EntrySearch.MaxLimit));
        // No record, no answer: also for who watches.
        var recorded = await log.AppendAsync(Searched(request!, person[^1], page, http.User.Identity!.Name!, time.GetUtcNow()), [], CancellationToken.None);
        var view = EntryPageView.Of(page);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new PersonView(recorded.Index, view.Size, view.Entries, view.Next), OversightJson.Default.PersonView);
    }

    /// <summary>Under the newest key, so that the regulator's own searches for a person can be found by whoever holds it, and by nobody once it is destroyed.</summary>
    private static EventEntry Searched(PersonRequest request, SubjectHash person, EntryPage page, string by, DateTimeOffset now) => new()
    {
        Time = now,
        Event = PersonSearched,
        Facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["by"] = by,
            ["reason"] = request.Reason,
            ["key"] = person.Key,
            ["person"] = Convert.ToBase64String(person.Hash.Span),
            ["periods"] = request.Hashes.Count.ToString(CultureInfo.InvariantCulture),
            ["found"] = page.Records.Count.ToString(CultureInfo.InvariantCulture),
            ["searched"] = page.Size.ToString(CultureInfo.InvariantCulture),
        },
    };
}
