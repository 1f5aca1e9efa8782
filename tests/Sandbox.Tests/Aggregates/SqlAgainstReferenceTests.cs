using Sandbox.Aggregates;
using Sandbox.Protocol.Jobs;
using Testing;
using Testing.Seeds;

namespace Sandbox.Tests.Aggregates;

public sealed class SqlAgainstReferenceTests
{
    [Fact]
    public async Task Engine_OnRandomJobsAndRows_FindsWhatTheReferenceFinds()
    {
        var groups = 0;
        for (var i = 0; i < Length.Of(150, 5_000); i++)
        {
            var seeded = new Seeded((ulong)i);
            var rows = TestRow.People(seeded.Next(25), seeded);
            var job = RandomJobs.Bound(RandomJobs.One(seeded));
            using var engine = new TableEngine(rows);
            var found = await ExactTable.ReadAsync(job, engine, TestContext.Current.CancellationToken);
            Text(found).ShouldBe(Text(Reference.Table(job, rows)), $"job {i}: {AggregateSql.Groups(job).Text}");
            groups += found.Count;
        }
        groups.ShouldBeGreaterThan(300, "the control: something was compared");
    }

    [Theory]
    [InlineData(-50_000, 100_000, 0)]
    [InlineData(-60_000, 200_000, 0)]
    [InlineData(-49_999, 100_000, 1)]
    [InlineData(-50_000, 99_999, 1)]
    [InlineData(-10, 10, 2)]
    public async Task Statement_ForBoundsThatTheImportProved_ClampsNoMoreThanItMust(long lower, long upper, int looks)
    {
        var seeded = new Seeded(3);
        var rows = TestRow.People(60, seeded).Select(r => r with { Amount = r.Amount is { } a ? Math.Clamp(a, -50_000, 100_000) : null }).ToList();
        var price = new GaussianNoise(1_000_000);
        var job = RandomJobs.Bound(AggregateFolder.Job with
        {
            Measurements = [new SumOf("amount", lower, upper, price), new MomentsOf("amount", lower, upper, 2, price), new TreeOf("amount", lower, upper, 4, price)],
            Outputs = [new AggregateOutput("sum", OutputFunction.Sum, 0)],
        });
        using var engine = new TableEngine(rows);
        Text(await ExactTable.ReadAsync(job, engine, TestContext.Current.CancellationToken)).ShouldBe(Text(Reference.Table(job, rows)));
        AggregateSql.Groups(job).Text.Split(" THEN ").Length.ShouldBe(1 + (2 * looks));
    }

    [Fact]
    public async Task Engine_OnRowsInAnotherOrder_FindsTheSame()
    {
        for (var i = 0; i < Length.Of(20, 300); i++)
        {
            var seeded = new Seeded((ulong)i + 1_000_000);
            var rows = TestRow.People(20, seeded);
            var job = RandomJobs.Bound(RandomJobs.One(seeded));
            using TableEngine one = new(rows), other = new([.. rows.OrderBy(_ => seeded.NextBits())]);
            var found = await ExactTable.ReadAsync(job, one, TestContext.Current.CancellationToken);
            Text(await ExactTable.ReadAsync(job, other, TestContext.Current.CancellationToken)).ShouldBe(Text(found));
        }
    }

    [Fact]
    public void Statements_OfHostileLiterals_HoldNoneOfThem()
    {
        const string hostile = "x' OR 1=1; --\"\\";
        var seeded = new Seeded(1);
        var job = RandomJobs.One(seeded) with
        {
            Where = new OneOf("shop", [new TextLiteral(hostile)]),
            GroupBy = [new PublicKeys("home", [new TextLiteral(hostile)])],
            Selection = null,
            Measurements = [new CountRows(null, new GaussianNoise(1))],
            Outputs = [new AggregateOutput(hostile, OutputFunction.Count, 0)],
        };
        var statement = AggregateSql.Groups(RandomJobs.Bound(job));
        statement.Text.ShouldNotContain("OR 1=1");
        statement.Parameters.ShouldBe([hostile, hostile]);
    }

    [Fact]
    public async Task Statement_OfATreeAlone_GivesOneRowNotAllOfThem()
    {
        var job = RandomJobs.Bound(AggregateFolder.Job with
        {
            GroupBy = [],
            Measurements = [new TreeOf("visits", 0, 50, 3, new GaussianNoise(1_000_000))],
            Outputs = [new AggregateOutput("median", OutputFunction.Quantile, 0, 500)],
        });
        using var engine = new TableEngine(TestRow.People(20, new Seeded(2)));
        (await engine.QueryAsync(AggregateSql.Groups(job), TestContext.Current.CancellationToken)).Count.ShouldBe(1);
    }

    private static IEnumerable<string> Text(IEnumerable<ExactGroup> groups) =>
        groups.Select(g => $"{KeyOrder.Identity(g.Keys)} {g.People}: {string.Join(" | ", g.Totals.Select(t => string.Join(',', t)))}");
}
