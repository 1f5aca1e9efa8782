using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sandbox.Aggregates;
using Sandbox.Aggregates.Engines;
using Sandbox.Privacy.Noise;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;
using Sandbox.Tests.Privacy;
using Testing.Processes;
using Testing.Seeds;
using Testing.Servers;

namespace Sandbox.Tests.Aggregates;

/// <summary>What the engine promises of sessions, time, size and a server that comes and goes. Views stand for tables: they can be slow, endless or tell what the session is.</summary>
public sealed class PostgresEngineTests(SharedPostgres postgres)
{
    private const string Columns = "'west' AS home, CAST(i AS text) AS shop, DATE '2025-01-01' AS day, CAST(1 AS numeric(18, 2)) AS amount, CAST(3 AS bigint) AS visits, true AS ok, 1 AS __rank";

    private static readonly SqlStatement AllShops = new("SELECT shop FROM {0} ORDER BY shop COLLATE \"C\"", []);

    [Fact]
    public async Task Session_OfTheEngine_CanOnlyReadAndEndsByItselfWithLittleMemory()
    {
        using var engine = await ViewAsync("""
            SELECT 'P' AS id, 'west' AS home, name || '=' || current_setting(name) AS shop
            FROM unnest(ARRAY['transaction_read_only', 'statement_timeout', 'work_mem', 'search_path', 'max_parallel_workers_per_gather', 'DateStyle']) AS name
            """);
        (await ReadAsync(engine, AllShops)).ShouldBe(
            ["DateStyle=ISO, MDY", "max_parallel_workers_per_gather=2", "search_path=pg_catalog", "statement_timeout=20s", "transaction_read_only=on", "work_mem=62MB"]);
        var write = await Should.ThrowAsync<PostgresException>(
            () => engine.QueryAsync(new SqlStatement($"CREATE TABLE {RowsPlace.OwnSchema}.new (x integer)", []), TestContext.Current.CancellationToken));
        write.SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    [Fact]
    public async Task Statement_WhoseTimeIsOver_StopsInTheServer()
    {
        using var engine = await ViewAsync($"SELECT 'P' || i AS id, {Columns} FROM generate_series(1, 1000000) AS i, LATERAL (SELECT pg_sleep(0.01)) AS slow");
        using var deadline = new CancellationTokenSource();
        var running = engine.QueryAsync(AggregateSql.Groups(RandomJobs.Bound(AggregateFolder.Job), engine.Dialect), deadline.Token);
        await Until.TrueAsync(async () => await ActiveAsync() > 0, TimeSpan.FromSeconds(30), "the control: the statement runs");
        await deadline.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        await Until.TrueAsync(async () => await ActiveAsync() == 0, TimeSpan.FromSeconds(10), "its end");
    }

    [Fact]
    public async Task Result_LargerThanAWorkerHolds_IsNotReadToItsEnd()
    {
        using var engine = await ViewAsync("SELECT 'P' || i AS id, repeat('x', 1000000) AS shop FROM generate_series(1, 100000) AS i");
        await Should.ThrowAsync<InvalidOperationException>(() => engine.QueryAsync(Of(engine, new SqlStatement("SELECT shop FROM {0}", [])), TestContext.Current.CancellationToken));
        await Until.TrueAsync(async () => await ActiveAsync() == 0, TimeSpan.FromSeconds(10), "its end");
    }

    [Fact]
    public async Task Job_WhileTheServerIsAway_FailsAtTheLastInstant()
    {
        var (server, missing) = await PostgresServer.TryStartAsync();
        Assert.SkipWhen(server is null, missing);
        await using var _ = server!;
        using var folder = await AggregateFolder.CreateAsync();
        await SharedPostgres.ExecuteAsync(server!.SocketConnectionString, $"CREATE SCHEMA {RowsPlace.OwnSchema}");
        await folder.WriteTableAsync(folder.InPostgres, server.SocketConnectionString, Rows);
        var job = AggregateFolder.Bytes(AggregateFolder.Job with { DataVersion = folder.InPostgres });
        var (time, log) = (new FakeTimeProvider(), new RecordingLog());
        var options = new AggregateRunnerOptions(folder.Data, 2, Postgres: server.SocketConnectionString);
        using var runner = new AggregateJobRunner(options, () => new NoiseAdder(new SeededBits(1)), time, log);
        (await FinishAsync(runner, job, time)).Problem.ShouldBeNull();

        // A connection of the pool that a restart has ended costs nobody an answer.
        await server.StopAsync();
        await server.StartAsync();
        (await FinishAsync(runner, job, time)).Problem.ShouldBeNull();

        await server.StopAsync();
        var failing = runner.RunAsync(job, default).AsTask();
        await Until.TrueAsync(() => Task.FromResult(!log.Entries.IsEmpty), TimeSpan.FromSeconds(60), "the failure");
        log.Entries.ShouldBe(["An aggregate failed: Npgsql.NpgsqlException."]);
        time.Advance(ReplyTimes.Largest - TimeSpan.FromMilliseconds(1));
        failing.IsCompleted.ShouldBeFalse();
        await AdvanceAsync(failing, time);
        (await failing).Problem.ShouldBe(JobProblemCodes.JobFailed);
    }

    [Fact]
    public async Task Version_InADatabaseThatTheWorkerWasNotToldOf_IsNotOpened()
    {
        using var folder = await AggregateFolder.CreateAsync();
        await folder.WriteTableAsync(folder.InPostgres, await postgres.ConnectionAsync(), Rows);
        Should.Throw<DatabaseNotConfiguredException>(() => OpenEngine.TryOpen(new AggregateRunnerOptions(folder.Data, 2), TestRow.Spec.Dataset, folder.InPostgres));
    }

    private static IReadOnlyList<TestRow> Rows => AggregateFolder.Importable(TestRow.People(50, new Seeded(6)));

    private async Task<PostgresEngine> ViewAsync(string select)
    {
        var connection = await postgres.ConnectionAsync();
        var place = new RowsPlace(RowsPlace.OwnSchema, SharedPostgres.NewName("v"));
        await SharedPostgres.ExecuteAsync(connection, $"CREATE VIEW {place.Schema}.{place.Table} AS {select}");
        return PostgresEngine.Open(place, new AggregateRunnerOptions("", 2, Postgres: connection));
    }

    private static SqlStatement Of(PostgresEngine engine, SqlStatement statement) =>
        statement with { Text = statement.Text.Replace("{0}", engine.Dialect.Rows, StringComparison.Ordinal) };

    private static async Task<IEnumerable<string?>> ReadAsync(PostgresEngine engine, SqlStatement statement) =>
        (await engine.QueryAsync(Of(engine, statement), TestContext.Current.CancellationToken)).Select(row => row[0]);

    private async Task<int> ActiveAsync() => (await SharedPostgres.ReadAsync(
        await postgres.ConnectionAsync(), "SELECT CAST(pid AS text) FROM pg_stat_activity WHERE application_name = 'dpg aggregates' AND state = 'active' AND query LIKE '%v\\_%'")).Count;

    private static async Task<Sandbox.Jobs.JobOutcome> FinishAsync(AggregateJobRunner runner, byte[] job, FakeTimeProvider time)
    {
        var running = runner.RunAsync(job, default).AsTask();
        await AdvanceAsync(running, time);
        return await running;
    }

    private static Task AdvanceAsync(Task running, FakeTimeProvider time) => Until.TrueAsync(
        () =>
        {
            if (!running.IsCompleted) time.Advance(TimeSpan.FromMilliseconds(20));
            return Task.FromResult(running.IsCompleted);
        },
        TimeSpan.FromSeconds(120), "an answer");
}
