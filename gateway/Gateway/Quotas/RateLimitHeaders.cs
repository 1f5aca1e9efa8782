using System.Globalization;
using System.Runtime.CompilerServices;
using Policies.Costs;

namespace Gateway.Quotas;

/// <summary>
/// <c>RateLimit-Policy</c> and <c>RateLimit</c> (draft-ietf-httpapi-ratelimit-headers): for each quota of a contract how much a window of how many
/// seconds, and how much is left for how many. Quotas that count single people are not among them: what is left would tell of the person.
/// </summary>
internal static class RateLimitHeaders
{
    private const int OnStack = 256;

    /// <summary>Puts the headers on whatever response will be written, answer or refusal.</summary>
    public static void Attach(HttpResponse response, IReadOnlyList<QuotaLevel> levels)
    {
        var (policy, state) = Format(levels);
        response.OnStarting(() =>
        {
            response.Headers["RateLimit-Policy"] = policy;
            response.Headers["RateLimit"] = state;
            return Task.CompletedTask;
        });
    }

    /// <summary>The values of both.</summary>
    internal static (string Policy, string State) Format(IReadOnlyList<QuotaLevel> levels)
    {
        var policy = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[OnStack]);
        var state = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[OnStack]);
        var separator = "";
        foreach (var level in levels)
        {
            AppendName(ref policy, separator, level.Demand);
            policy.AppendLiteral(";q=");
            policy.AppendFormatted(level.Demand.Limit);
            policy.AppendLiteral(";w=");
            policy.AppendFormatted(Seconds(level.Length));
            AppendName(ref state, separator, level.Demand);
            state.AppendLiteral(";r=");
            state.AppendFormatted(level.Remaining);
            state.AppendLiteral(";t=");
            state.AppendFormatted(Seconds(level.Reset));
            separator = ", ";
        }

        return (policy.ToStringAndClear(), state.ToStringAndClear());
    }

    /// <summary>A window's name.</summary>
    public static string Window(QuotaWindow window) => window switch { QuotaWindow.Second => "second", QuotaWindow.Day => "day", _ => "month" };

    private static void AppendName(ref DefaultInterpolatedStringHandler header, string separator, QuotaDemand demand)
    {
        header.AppendLiteral(separator);
        header.AppendLiteral("\"");
        header.AppendLiteral(demand.Name);
        header.AppendLiteral("-");
        header.AppendLiteral(Window(demand.Window));
        header.AppendLiteral("\"");
    }

    private static long Seconds(TimeSpan span) => (long)Math.Ceiling(span.TotalSeconds);
}
