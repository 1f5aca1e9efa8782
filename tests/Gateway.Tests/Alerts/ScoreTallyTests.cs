using System.Text;
using Gateway.Alerts.Drift;
using Gateway.Answers;
using Gateway.Tests.Record;
using Policies.Costs;
using Policies.Decisions;
using Sandbox.Protocol.Jobs;

namespace Gateway.Tests.Alerts;

public sealed class ScoreTallyTests
{
    private readonly ScoreTally _tally = new(TimeProvider.System);

    [Fact]
    public void Take_BelowAThousand_TellsNothingAndCountsOn()
    {
        for (var i = 0; i < 333; i++) Add("""{"subject":"\"score\":333","score":349},{"score":350},{"score":null},{"score":850}""");
        _tally.Take().ShouldBeEmpty();
        Add("""{"score":300}""");
        var taken = _tally.Take().ShouldHaveSingleItem();
        (taken.Product, taken.Model).ShouldBe(("p", "m"));
        taken.Counts.ShouldBe([330, 330, 0, 0, 0, 0, 0, 0, 0, 0, 330], "in tens: no single score shows");
        _tally.Take().ShouldBeEmpty();
    }

    [Fact]
    public void Add_ReplayOrPrecisionAcrossBins_IsNotCounted()
    {
        var body = string.Join(',', Enumerable.Repeat("""{"score":700}""", 1000));
        Add(body, precision: 30);
        Add(body, replay: true);
        _tally.Take().ShouldBeEmpty();
        Add(body, precision: 25);
        _tally.Take().ShouldHaveSingleItem().Counts[8].ShouldBe(1000);
    }

    private void Add(string scores, int precision = 1, bool replay = false)
    {
        var exchange = Exchanges.Answered();
        exchange.Grant = new Grant(exchange.Contract!, new ScoreTerms(precision, 0, UnknownSubjects.Refuse), [], PrivacyCost.None);
        var answer = new StoredAnswer(Encoding.UTF8.GetBytes($"[{scores}]"), "application/json", "c", "m", "v", null, null);
        if (replay) exchange.Replay = answer;
        _tally.Add(exchange, answer);
    }
}
