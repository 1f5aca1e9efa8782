using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Policies.Decisions;

namespace Gateway.OpenApi;

/// <summary>
/// Where the <c>type</c> of a problem leads: <c>/problems/{code}</c> explains a code in both languages and <c>/problems</c> all of them, as a
/// page for people and as JSON for programs.
/// </summary>
internal static class ProblemPages
{
    private static readonly ReasonCode[] Codes = [.. ReasonTable.All.Values.OrderBy(ReasonTable.Precedence)];

    public static void MapProblemPages(this WebApplication app)
    {
        var problems = app.MapGroup("/problems").WithTags("Problems");
        problems.MapGet("", Results<Ok<IReadOnlyList<ProblemView>>, ContentHttpResult> (HttpRequest request) =>
            WantsPage(request) ? Page(Codes) : TypedResults.Ok<IReadOnlyList<ProblemView>>([.. Codes.Select(ProblemView.Of)]))
            .WithName("listProblems").WithSummary("Every code of a refusal 全部错误码");
        problems.MapGet("/{code}", Results<Ok<ProblemView>, ContentHttpResult, NotFound> (string code, HttpRequest request) =>
            !ReasonTable.All.TryGetValue(code, out var known) ? TypedResults.NotFound()
            : WantsPage(request) ? Page([known])
            : TypedResults.Ok(ProblemView.Of(known)))
            .WithName("getProblem").WithSummary("One code, explained 错误码说明");
    }

    private static bool WantsPage(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    private static ContentHttpResult Page(IEnumerable<ReasonCode> codes)
    {
        var html = new StringBuilder("""
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Problems 错误码</title>
            <style>body{font-family:system-ui,sans-serif;margin:2rem auto;max-width:70rem}td,th{text-align:left;vertical-align:top;padding:.4rem .8rem;border-bottom:1px solid #ddd}</style>
            <h1>Problems 错误码</h1><p><a href="/problems">All codes 全部</a> · <a href="/docs">API</a></p><table><tr><th>Status</th><th>Code</th><th>English</th><th lang="zh">中文</th></tr>
            """);
        foreach (var c in codes)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{c.Status}</td><td><a href=\"/problems/{c.Code}\"><code>{c.Code}</code></a></td>");
            html.Append(CultureInfo.InvariantCulture, $"<td><b>{Encode(c.Title)}</b><br>{Encode(c.Detail)}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<td lang=\"zh\"><b>{Encode(c.TitleZh)}</b><br>{Encode(c.DetailZh)}</td></tr>");
        }

        return TypedResults.Content(html.Append("</table></html>").ToString(), new MediaTypeHeaderValue("text/html") { Charset = "utf-8" }.ToString());
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}

/// <summary>A code of the table of refusals. <c>{0}</c>, <c>{1}</c> in the sentences stand for limits and names of the contract.</summary>
/// <param name="Code">The code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The code in words, in English.</param>
/// <param name="TitleZh">The code in words, in Chinese.</param>
/// <param name="Detail">What to do, in English.</param>
/// <param name="DetailZh">What to do, in Chinese.</param>
internal sealed record ProblemView(string Code, int Status, string Title, string TitleZh, string Detail, string DetailZh)
{
    public static ProblemView Of(ReasonCode code) => new(code.Code, code.Status, code.Title, code.TitleZh, code.Detail, code.DetailZh);
}
