using Gateway.Answers;
using Gateway.Hosting;
using Gateway.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Answers;

public sealed class SqliteAnswerStoreTests : AnswerStoreSuite, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("answers").FullName;
    private readonly List<SqliteAnswerStore> _opened = [];

    public void Dispose()
    {
        foreach (var store in _opened) store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    internal override IAnswerStore Open() => OpenSqlite();

    [Fact]
    public async Task Sweep_Outlived_RemovesAllButWhatRuns()
    {
        var store = OpenSqlite();
        for (var i = 0; i < 1200; i++) await store.BeginAsync(new AnswerKey("c", $"{i}"), new byte[] { 1 }, default);
        await store.BeginAsync(new AnswerKey("c", "running"), new byte[] { 1 }, default);
        var later = OpenSqlite();
        Time.Advance(TimeSpan.FromHours(25));
        (await later.SweepAsync(default)).ShouldBe(1201, "all of them were left behind by an earlier start");
        (await later.SweepAsync(default)).ShouldBe(0);

        await later.BeginAsync(new AnswerKey("c", "ours"), new byte[] { 1 }, default);
        Time.Advance(TimeSpan.FromHours(25));
        (await later.SweepAsync(default)).ShouldBe(0, "a request that runs keeps its key");
    }

    [Fact]
    public async Task Begin_FileHeldByAnother_IsUnavailableUntilItIsFree()
    {
        var store = OpenSqlite();
        await store.BeginAsync(new AnswerKey("c", "before"), new byte[] { 1 }, default);
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_folder, "answers.db")};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        Run(other, "BEGIN IMMEDIATE");
        await Should.ThrowAsync<StoreUnavailableException>(() => store.BeginAsync(new AnswerKey("c", "during"), new byte[] { 1 }, default).AsTask());

        Run(other, "ROLLBACK");
        await store.BeginAsync(new AnswerKey("c", "after"), new byte[] { 1 }, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Reserved>();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteAnswerStore OpenSqlite()
    {
        var store = new SqliteAnswerStore(Options.Create(new AnswerOptions()), Options.Create(new GatewayOptions { State = _folder }), Time);
        _opened.Add(store);
        return store;
    }
}
