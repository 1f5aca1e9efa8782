using Sandbox.Aggregates;
using Sandbox.Aggregates.Engines;
using Sandbox.Protocol.Datasets;
using Testing;
using Testing.Seeds;

namespace Sandbox.Tests.Aggregates;

/// <summary>The same rows, imported from a file and from a table: the same version but for where it lies, and the same exact tables of any job.</summary>
public sealed class EngineParityTests(SharedPostgres postgres)
{
    [Fact]
    public async Task Engines_OnTheSameRowsImported_FindTheSame()
    {
        var connection = await postgres.ConnectionAsync();
        var groups = 0;
        for (var round = 0; round < Length.Of(1, 40); round++)
        {
            var seeded = new Seeded((ulong)round + 40);
            var rows = AggregateFolder.Importable(TestRow.People(250, seeded));
            using var folder = await AggregateFolder.CreateAsync();
            var (file, table) = ($"{round:d32}", folder.InPostgres);
            await folder.WriteAsync(file, rows);
            await folder.WriteTableAsync(table, connection, [.. rows.OrderBy(_ => seeded.NextBits())]);

            var options = new AggregateRunnerOptions(folder.Data, 2, Postgres: connection);
            using OpenEngine one = OpenEngine.TryOpen(options, TestRow.Spec.Dataset, file)!, other = OpenEngine.TryOpen(options, TestRow.Spec.Dataset, table)!;
            other.Engine.ShouldBeOfType<PostgresEngine>();
            for (var i = 0; i < Length.Of(100, 300); i++)
            {
                var job = RandomJobs.Bound(RandomJobs.One(seeded));
                var found = await ExactTable.ReadAsync(job, one.Engine, TestContext.Current.CancellationToken);
                SqlAgainstReferenceTests.Text(await ExactTable.ReadAsync(job, other.Engine, TestContext.Current.CancellationToken))
                    .ShouldBe(SqlAgainstReferenceTests.Text(found), AggregateSql.Groups(job, other.Engine.Dialect).Text);
                groups += found.Count;
            }
        }
        groups.ShouldBeGreaterThan(300, "the control: something was compared");
    }
}
