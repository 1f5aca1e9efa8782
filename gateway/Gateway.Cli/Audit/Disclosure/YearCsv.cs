using System.Globalization;
using System.Text;
using Policies.Usage;

namespace Gateway.Cli.Audit.Disclosure;

/// <summary>The published figures as CSV (RFC 4180), one a line. No value needs quotes: all are names and numbers.</summary>
internal static class YearCsv
{
    /// <summary>The names of the columns.</summary>
    public const string Header = "section,key,figure,value";

    /// <summary>The whole file.</summary>
    public static string Of(YearFigures figures)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        var year = figures.Year.ToString(CultureInfo.InvariantCulture);
        Line(text, "log", figures.Origin, "entries", figures.Size.ToString(CultureInfo.InvariantCulture));
        Line(text, "year", year, "consumers", Number(figures.Consumers));
        Line(text, "year", year, "contracts", Number(figures.Contracts));
        Line(text, "year", year, "products", Number(figures.Products.Count));
        Counts(text, "year", year, figures.Total);
        Line(text, "year", year, "rho", Rho(figures.Total));
        Line(text, "year", year, "delta", Delta(figures.Total));
        if (figures.Unpriced.Count == 0) Line(text, "year", year, "fees_cny", Fees(figures.Total));
        foreach (var month in figures.Months) Counts(text, "month", month.Month, month.Total);
        foreach (var operation in figures.Operations) Counts(text, "operation", operation.Operation, operation.Total);
        foreach (var product in figures.Products)
        {
            Line(text, "product", product.Product, "consumers", Number(product.Consumers));
            Counts(text, "product", product.Product, product.Total);
            Line(text, "product", product.Product, "rho", Rho(product.Total));
        }

        foreach (var (code, count) in figures.Reasons) Line(text, "reason", code, "requests", new PublishedCount(count).ToString());
        foreach (var (kind, alerts) in figures.Alerts.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            Line(text, "alert", kind, "raised", Number(alerts.Raised));
            Line(text, "alert", kind, "acknowledged", Number(alerts.Acknowledged));
        }

        return text.ToString();
    }

    /// <summary>ρ, exactly.</summary>
    public static string Rho(UsageTotal total) => (total.NanoRho / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture);

    /// <summary>δ, exactly.</summary>
    public static string Delta(UsageTotal total) => (total.FemtoDelta / 1_000_000_000_000_000m).ToString("0.###############", CultureInfo.InvariantCulture);

    /// <summary>CNY.</summary>
    public static string Fees(UsageTotal total) => (total.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static void Counts(StringBuilder text, string section, string key, UsageTotal total)
    {
        foreach (var (figure, count) in (ReadOnlySpan<(string, long)>)[
            ("calls", total.Calls), ("subjects", total.Subjects), ("replays", total.Replays), ("refused", total.Refused), ("failed", total.Failed)])
            Line(text, section, key, figure, new PublishedCount(count).ToString());
    }

    private static void Line(StringBuilder text, string section, string key, string figure, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"{section},{key},{figure},{value}\r\n");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
