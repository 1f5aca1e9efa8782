using Sandbox.Aggregates;
using Sandbox.Aggregates.Engines;
using Sandbox.Protocol.Jobs;
using Testing;
using Testing.Seeds;

namespace Sandbox.Tests.Aggregates;

/// <summary>The plans, run by real engines: each finds what the reference finds, and so all find the same.</summary>
public sealed class SqlAgainstReferenceTests(SharedPostgres postgres)
{
    [Theory]
    [InlineData(EngineKind.DuckDb, 150)]
    [InlineData(EngineKind.Postgres, 100)]
    public async Task Engine_OnRandomJobsAndRows_FindsWhatTheReferenceFinds(EngineKind kind, int jobs)
    {
        var groups = 0;
        for (var i = 0; i < Length.Of(jobs, 5_000); i++)
        {
            var seeded = new Seeded((ulong)i);
            var rows = TestRow.People(seeded.Next(25), seeded);
            var job = RandomJobs.Bound(RandomJobs.One(seeded));
            using var engine = await postgres.EngineAsync(kind, rows);
            var found = await ExactTable.ReadAsync(job, engine, TestContext.Current.CancellationToken);
            Text(found).ShouldBe(Text(Reference.Table(job, rows)), $"job {i}: {AggregateSql.Groups(job, engine.Dialect).Text}");
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
        AggregateSql.Groups(job, engine.Dialect).Text.Split(" THEN ").Length.ShouldBe(1 + (2 * looks));
    }

    [Theory]
    [InlineData(EngineKind.DuckDb)]
    [InlineData(EngineKind.Postgres)]
    public async Task Engine_OnRowsInAnotherOrder_FindsTheSame(EngineKind kind)
    {
        for (var i = 0; i < Length.Of(20, 300); i++)
        {
            var seeded = new Seeded((ulong)i + 1_000_000);
            var rows = TestRow.People(20, seeded);
            var job = RandomJobs.Bound(RandomJobs.One(seeded));
            using var one = await postgres.EngineAsync(kind, rows);
            using var other = await postgres.EngineAsync(kind, [.. rows.OrderBy(_ => seeded.NextBits())]);
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
        var statement = AggregateSql.Groups(RandomJobs.Bound(job), SqlDialect.DuckDb);
        statement.Text.ShouldNotContain("OR 1=1");
        statement.Parameters.ShouldBe([hostile, hostile]);
    }

    [Theory]
    [InlineData(EngineKind.DuckDb)]
    [InlineData(EngineKind.Postgres)]
    public async Task Statement_OfATreeAlone_GivesOneRowNotAllOfThem(EngineKind kind)
    {
        var job = RandomJobs.Bound(AggregateFolder.Job with
        {
            GroupBy = [],
            Measurements = [new TreeOf("visits", 0, 50, 3, new GaussianNoise(1_000_000))],
            Outputs = [new AggregateOutput("median", OutputFunction.Quantile, 0, 500)],
        });
        using var engine = await postgres.EngineAsync(kind, TestRow.People(20, new Seeded(2)));
        (await engine.QueryAsync(AggregateSql.Groups(job, engine.Dialect), TestContext.Current.CancellationToken)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(EngineKind.DuckDb)]
    [InlineData(EngineKind.Postgres)]
    public async Task Engine_OnHostileTexts_FindsThemAsTheyAre(EngineKind kind)
    {
        // What ends a literal, escapes, stands for something or is compared by a language's rules somewhere.
        string[] hostile =
        [
            "x' OR 1=1; --\"", "\\", "\\'", "E'\\x41'", "$1", "$$;DROP TABLE dataset;$$", "%", "_", "NULL", "NaN", "", " ", "\t\n\r", "\u0001", "\uFEFF", "e\u0301", "\u00e9", "ß", "SS", "İ", "ı",
            "👩‍👧", "東", "-", "--", "/*", "\u202E", "\uFFFF", "a", "A",
        ];
        var rows = hostile.SelectMany((text, i) => Enumerable.Range(0, i + 1).Select(j => new TestRow($"P{i}-{j}", 1, "west", text, new DateOnly(2025, 1, 1), 1, 1, true))).ToList();
        using var engine = await postgres.EngineAsync(kind, rows);
        var job = RandomJobs.Bound(AggregateFolder.Job with
        {
            GroupBy = [new PublicKeys("shop", [.. hostile.Select(text => new TextLiteral(text))])],
            Where = new Negate(new OneOf("shop", [new TextLiteral("b' OR 'a'='a"), new TextLiteral("z")])),
            Measurements = [new CountRows(null, new GaussianNoise(1))],
            Outputs = [new AggregateOutput("rows", OutputFunction.Count, 0)],
        });
        var found = await ExactTable.ReadAsync(job, engine, TestContext.Current.CancellationToken);
        found.Select(g => g.Keys[0]).ShouldBe(hostile);
        found.Select(g => (int)g.Totals[0][0]).ShouldBe(Enumerable.Range(1, hostile.Length));
    }

    [Theory]
    [InlineData(EngineKind.DuckDb)]
    [InlineData(EngineKind.Postgres)]
    public async Task Engine_OnLiteralsAtTheEndsOfTheirTypes_Compares(EngineKind kind)
    {
        var rows = AggregateFolder.Importable(TestRow.People(10, new Seeded(4)));
        using var engine = await postgres.EngineAsync(kind, rows);
        const long mostDigits = 999_999_999_999_999_999;
        AggregatePredicate[] all =
        [
            new Compare("visits", Comparison.GreaterOrEqual, new NumberLiteral(long.MinValue)), new Compare("visits", Comparison.LessOrEqual, new NumberLiteral(long.MaxValue)),
            new Compare("amount", Comparison.Less, new NumberLiteral(mostDigits)), new Compare("amount", Comparison.Greater, new NumberLiteral(-mostDigits)),
            new Compare("day", Comparison.Greater, new DateLiteral(DateOnly.MinValue)), new Compare("day", Comparison.Less, new DateLiteral(DateOnly.MaxValue)),
        ];
        var job = RandomJobs.Bound(AggregateFolder.Job with { Where = new AllOf(all), GroupBy = [] });
        var expected = Reference.Table(job, rows);
        expected[0].Totals[0][0].ShouldBeGreaterThan(0, "the control: rows are left");
        Text(await ExactTable.ReadAsync(job, engine, TestContext.Current.CancellationToken)).ShouldBe(Text(expected));
    }

    [Fact]
    public async Task Postgres_OnTheLargestJobs_FindsWhatTheReferenceFinds()
    {
        // It takes no more than 65,535 parameters, and has a stack that an expression can exhaust.
        var rows = AggregateFolder.Importable(TestRow.People(20, new Seeded(8)));
        using var engine = await postgres.EngineAsync(EngineKind.Postgres, rows);
        var price = new GaussianNoise(1);
        var jobs = new GroupColumn[]
        {
            new PublicKeys("visits", [.. Enumerable.Range(0, AggregateLimits.MaxPublicGroups).Select(i => new NumberLiteral(i))]),
            new Bins("amount", [.. Enumerable.Range(0, AggregateLimits.MaxPublicGroups + 1).Select(i => (long)i * 10)]),
        }.Select(group => RandomJobs.Bound(AggregateFolder.Job with
        {
            Plan = new PerSubject(1, 1),
            Where = new OneOf("shop", [.. Enumerable.Range(0, AggregateLimits.MaxPredicateSize - 1).Select(i => new TextLiteral($"s{i}"))]),
            GroupBy = [group],
            Measurements = [new SumOf("amount", -1, 1, price), new MomentsOf("amount", -1, 1, 2, price)],
            Outputs = [new AggregateOutput("sum", OutputFunction.Sum, 0)],
        }));
        foreach (var job in jobs)
            Text(await ExactTable.ReadAsync(job, engine, TestContext.Current.CancellationToken)).ShouldBe(Text(Reference.Table(job, rows)));
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00x")]
    [InlineData("a\\u0000b")]
    public void Job_WithATextThatIsNone_IsNotRead(string text)
    {
        var job = AggregateFolder.Job with { Where = new Compare("shop", Comparison.Equal, new TextLiteral("here")) };
        var bytes = System.Text.Encoding.UTF8.GetString(AggregateFolder.Bytes(job));
        AggregateJobReader.TryRead(System.Text.Encoding.UTF8.GetBytes(bytes), out _).ShouldBeTrue("the control");
        AggregateJobReader.TryRead(System.Text.Encoding.UTF8.GetBytes(bytes.Replace("here", text, StringComparison.Ordinal)), out _).ShouldBeFalse();
    }

    /// <summary>Exact groups as texts.</summary>
    internal static IEnumerable<string> Text(IEnumerable<ExactGroup> groups) =>
        groups.Select(g => $"{KeyOrder.Identity(g.Keys)} {g.People}: {string.Join(" | ", g.Totals.Select(t => string.Join(',', t)))}");
}
