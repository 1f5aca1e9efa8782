using System.Globalization;
using System.Net;
using System.Text;
using Policies.Decisions;
using Policies.Usage;

namespace Gateway.Cli.Audit.Disclosure;

/// <summary>The published figures as one HTML file in both languages, with charts. It loads nothing and runs nothing.</summary>
internal static class YearPage
{
    private const string Style = """
        body{font:16px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;max-width:760px;margin:2rem auto;padding:0 1rem;color:#1c2733}
        h1{font-size:1.7rem}h2{font-size:1.15rem;margin-top:2.2rem;border-bottom:1px solid #d5dde5}
        dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:1rem}dt{color:#5a6b7b;font-size:.85rem}dd{margin:0;font-size:1.5rem;font-weight:600}
        table{border-collapse:collapse;width:100%}th,td{text-align:right;padding:.25rem .5rem;border-bottom:1px solid #e6ebf0}th:first-child,td:first-child{text-align:left}
        svg{width:100%;height:auto}rect{fill:#2a6f97}svg text{font-size:13px;fill:#1c2733}svg .label{text-anchor:end}
        footer{margin-top:3rem;font-size:.85rem;color:#5a6b7b}
        """;

    private static readonly string[] CountColumns = ["calls 调用", "people 人次", "replays 重发", "refused 拒绝", "failed 失败"];

    /// <summary>The whole file.</summary>
    public static string Of(YearFigures figures)
    {
        var page = new StringBuilder();
        var title = string.Create(CultureInfo.InvariantCulture, $"Data product gateway: use in {figures.Year} 数据产品网关 {figures.Year} 年度使用情况");
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{Text(title)}</title>\n<style>{Style}</style></head>\n<body><h1>{Text(title)}</h1>\n");
        Summary(page, figures);
        Chart(page, "Calls a month 每月调用", figures.Months.Select(m => (m.Month, m.Total.Calls)));
        Chart(page, "People asked about a month, one asked about twice counts twice 每月查询人次", figures.Months.Select(m => (m.Month, m.Total.Subjects)));
        Chart(page, "Refusals a month 每月拒绝", figures.Months.Select(m => (m.Month, m.Total.Refused)));
        Chart(page, "Why requests had no answer 未应答原因", figures.Reasons.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => (Reason(r.Key), r.Value)));
        Chart(page, "Calls by product 各产品调用", figures.Products.Select(p => (p.Product, p.Total.Calls)));
        Table(page, "Products 数据产品", ["product 产品", "consumers 使用方", .. CountColumns, "ρ"], figures.Products.Select(p =>
            (string[])[p.Product, p.Consumers.ToString(CultureInfo.InvariantCulture), .. Counts(p.Total), YearCsv.Rho(p.Total)]));
        Table(page, "Operations 服务方式", ["operation 方式", .. CountColumns], figures.Operations.Select(o => (string[])[o.Operation, .. Counts(o.Total)]));
        Table(page, "Months 月度", ["month 月份", .. CountColumns], figures.Months.Select(m => (string[])[m.Month, .. Counts(m.Total)]));
        Table(page, "Alerts to the regulator 监管告警", ["kind 类别", "raised 触发", "acknowledged 已确认"], figures.Alerts.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a =>
            (string[])[a.Key, a.Value.Raised.ToString(CultureInfo.InvariantCulture), a.Value.Acknowledged.ToString(CultureInfo.InvariantCulture)]));
        Footer(page, figures);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Summary(StringBuilder page, YearFigures figures)
    {
        page.Append("<dl>");
        foreach (var (name, value) in (IEnumerable<(string, string)>)[
            ("Consumers 使用方", figures.Consumers.ToString(CultureInfo.InvariantCulture)),
            ("Products 数据产品", figures.Products.Count.ToString(CultureInfo.InvariantCulture)),
            ("Contracts 合约", figures.Contracts.ToString(CultureInfo.InvariantCulture)),
            ("Calls answered 应答调用", new PublishedCount(figures.Total.Calls).ToString()),
            ("People asked about 查询人次", new PublishedCount(figures.Total.Subjects).ToString()),
            ("Requests refused 拒绝请求", new PublishedCount(figures.Total.Refused).ToString()),
            ("Privacy spent, ρ 隐私消耗 ρ", YearCsv.Rho(figures.Total)),
            ("Privacy spent, δ 隐私消耗 δ", YearCsv.Delta(figures.Total)),
            ("Fees, CNY 费用（元）", figures.Unpriced.Count == 0 ? YearCsv.Fees(figures.Total) : "-")])
            page.Append(CultureInfo.InvariantCulture, $"<div><dt>{Text(name)}</dt><dd>{Text(value)}</dd></div>");
        page.Append("</dl>\n");
    }

    private static void Chart(StringBuilder page, string title, IEnumerable<(string Label, long Count)> bars)
    {
        var chart = BarChart.Of(title, [.. bars.Select(b => (b.Label, new PublishedCount(b.Count)))]);
        if (chart.Length > 0) page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(title)}</h2>\n{chart}\n");
    }

    private static void Table(StringBuilder page, string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(title)}</h2>\n<table><thead><tr>");
        foreach (var column in columns) page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Text(column)}</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            page.Append("<tr>");
            foreach (var cell in row) page.Append(CultureInfo.InvariantCulture, $"<td>{Text(cell)}</td>");
            page.Append("</tr>");
        }

        page.Append("</tbody></table>\n");
    }

    private static void Footer(StringBuilder page, YearFigures figures)
    {
        page.Append("<footer><p>Computed from the access log and from nothing else. Counts of requests and people are in tens, smaller ones are &lt;10; sums are rounded by themselves. ")
            .Append("Privacy is spent by questions about groups only; scores are not differentially private.</p>")
            .Append("<p>全部数据仅由访问日志计算得出。请求数与人次以十为单位，不足十的记为 &lt;10，合计独立取整。隐私消耗仅来自群体统计；个人评分不属于差分隐私。</p>")
            .Append(CultureInfo.InvariantCulture, $"<p>{Text(figures.Origin)}, {figures.Size} entries 条.</p>");
        if (figures.Unpriced.Count > 0)
            page.Append(CultureInfo.InvariantCulture, $"<p>No fees are stated: the prices of {Text(string.Join(", ", figures.Unpriced))} were not at hand. 缺少上述合约的价目，未列示费用。</p>");
        page.Append("</footer>");
    }

    private static string[] Counts(UsageTotal total) =>
        [.. ((long[])[total.Calls, total.Subjects, total.Replays, total.Refused, total.Failed]).Select(c => new PublishedCount(c).ToString())];

    private static string Reason(string code) => ReasonTable.All.TryGetValue(code, out var reason) ? $"{reason.Title} {reason.TitleZh}" : code;

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
