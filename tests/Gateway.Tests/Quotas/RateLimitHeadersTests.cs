using Gateway.Quotas;
using Policies.Costs;

namespace Gateway.Tests.Quotas;

public sealed class RateLimitHeadersTests
{
    [Fact]
    public void Format_Levels_AreStructuredLists()
    {
        var (policy, state) = RateLimitHeaders.Format(
        [
            new QuotaLevel(new QuotaDemand("c", "calls", QuotaWindow.Second, 50, 1), 49, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1)),
            new QuotaLevel(new QuotaDemand("c", "subjects", QuotaWindow.Month, 900, 1), 0, TimeSpan.FromHours(1), TimeSpan.FromDays(30)),
        ]);
        policy.ShouldBe("\"calls-second\";q=50;w=1, \"subjects-month\";q=900;w=2592000");
        state.ShouldBe("\"calls-second\";r=49;t=1, \"subjects-month\";r=0;t=3600");
    }
}
