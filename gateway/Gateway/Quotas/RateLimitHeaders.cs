using System.Globalization;
using System.Text;
using Policies.Costs;

namespace Gateway.Quotas;

/// <summary>
/// <c>RateLimit-Policy</c> and <c>RateLimit</c> (draft-ietf-httpapi-ratelimit-headers): for each quota of a contract how much a window of how many
/// seconds, and how much is left for how many. Quotas that count single people are not among them: what is left would tell of the person.
/// </summary>
internal static class RateLimitHeaders
{
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
        var (policy, state) = (new StringBuilder(), new StringBuilder());
        foreach (var level in levels)
        {
            var separator = policy.Length == 0 ? "" : ", ";
            var name = $"{separator}\"{level.Demand.Name}-{Window(level.Demand.Window)}\"";
            policy.Append(CultureInfo.InvariantCulture, $"{name};q={level.Demand.Limit};w={Seconds(level.Length)}");
            state.Append(CultureInfo.InvariantCulture, $"{name};r={level.Remaining};t={Seconds(level.Reset)}");
        }

        return (policy.ToString(), state.ToString());
    }

    /// <summary>A window's name.</summary>
    public static string Window(QuotaWindow window) => window switch { QuotaWindow.Second => "second", QuotaWindow.Day => "day", _ => "month" };

    private static long Seconds(TimeSpan span) => (long)Math.Ceiling(span.TotalSeconds);
}
