using System.Security.Cryptography;
using System.Text.Json;
using Sandbox.Models.Training;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;
using Sandbox.Tests.Aggregates;

namespace Sandbox.Tests.Datasets;

public sealed class PostgresImportTests(SharedPostgres postgres) : IDisposable
{
    private const string Types = "id text, day date, amount numeric, visits integer, place text, ok boolean";
    private const string Good = "('A1', '2024-02-29', 12.50, 3, 'north', true)";
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_OfATable_MakesTheVersionThatAFileMakes()
    {
        var connection = await postgres.ConnectionAsync();
        string[] people = ["P1,2024-01-01,east,1.50,1", "P1,2024-02-01,east,,1", "P1,2024-02-01,east,,1", "P2,0001-01-01,,100.00,0", "P2,9999-12-31,,0.00,0", "P3,2024-03-01,west,7.25,0"];
        (await _folder.CsvAsync(Specs.Monthly, $"id,month,home,paid,bad\n{string.Join('\n', people)}\n")).Error.ShouldBeNull();
        var features = await File.ReadAllBytesAsync(_folder.FeaturesPath, TestContext.Current.CancellationToken);
        var rows = ImportFolder.Query($"SELECT {Written} FROM read_parquet('{Path.Combine(_folder.Staging, DataLayout.RowsFile)}') ORDER BY 1");

        var table = await TableAsync(
            "id varchar(9), ignored bytea, month date, home char(4), paid numeric(20, 4), bad smallint",
            [.. people.Reverse().Select(p => p.Split(',')).Select(p => $"('{p[0]}', '\\x00', '{p[1]}', {Nullable(p[2])}, {Nullable(p[3])}, {p[4]})")]);
        var outcome = await _folder.TableAsync(Specs.Monthly, connection, table);
        outcome.Error.ShouldBeNull();
        (outcome.Manifest!.Rows, outcome.Manifest.Subjects).ShouldBe((6, 3));
        Directory.GetFileSystemEntries(_folder.Staging).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe([DataLayout.FeaturesFile, DataLayout.LabelsFile, DataLayout.ManifestFile, DataLayout.RowsPlaceFile, DataLayout.SpecFile]);
        (await File.ReadAllBytesAsync(_folder.FeaturesPath, TestContext.Current.CancellationToken)).ShouldBe(features);
        ImportFolder.Query($"SELECT id || bad FROM read_parquet('{Path.Combine(_folder.Staging, DataLayout.LabelsFile)}') ORDER BY 1").ShouldBe(["P11", "P20", "P30"]);

        var place = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(Path.Combine(_folder.Staging, DataLayout.RowsPlaceFile), TestContext.Current.CancellationToken), ProtocolJson.Default.RowsPlace)!;
        place.ShouldBe(new RowsPlace("dpg", $"monthly_{new string('a', 32)}"));
        (await SharedPostgres.ReadAsync(connection, $"SELECT {Written} FROM {place.Schema}.{place.Table} ORDER BY 1")).ShouldBe(rows);
        _folder.Progress.ToString().ShouldContain("""{"phase":"ignoring","columns":[2]}""");
    }

    [Fact]
    public async Task Training_OnAVersionInADatabase_ReadsTheLabelsBesideIt()
    {
        var connection = await postgres.ConnectionAsync();
        var table = await TableAsync("id text, month date, home text, paid numeric, bad integer", [.. Enumerable.Range(0, 60).Select(i => $"('P{i}', '2024-01-01', 'east', {i}, {i % 3 / 2})")]);
        var spec = Specs.Monthly with { Dataset = "trained" };
        (await _folder.TableAsync(spec, connection, table)).Error.ShouldBeNull();
        var data = Directory.CreateTempSubdirectory("trained-").FullName;
        var version = DataLayout.Version(data, "trained", new string('a', 32));
        Directory.CreateDirectory(Path.GetDirectoryName(version)!);
        Directory.Move(_folder.Staging, version);

        var split = TrainingSplit.Read(new TrainJob("p", "m", ModelAlgorithm.Logistic, spec, new string('a', 32), ["sum"], [], 1, data, ""));
        (split.Train.Labels.Length + split.HeldOut.Labels.Length).ShouldBe(60);
        split.Train.Labels.Concat(split.HeldOut.Labels).Count(bad => bad).ShouldBe(20);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Import_OfTextsWithEveryMark_KeepsThem()
    {
        var spec = new DatasetSpec("marks", "id", 1, [new ColumnSpec("mark", ColumnType.Text, Nullable: true)], [], null);
        var connection = await postgres.ConnectionAsync();
        var table = await TableAsync("id integer, mark text", ["(1, E'\\t')", "(2, E'\\n\\r')", "(3, E'\\\\')", "(4, E'\\\\N')", "(5, E'\\\\.')", "(6, '')", "(7, NULL)", "(8, '👩‍👧 東 '' \"')", "(9, E'\\x01')"]);
        (await _folder.TableAsync(spec, connection, table)).Error.ShouldBeNull();
        (await SharedPostgres.ReadAsync(connection, $"SELECT id || ':' || (mark IS NOT DISTINCT FROM (SELECT s.mark FROM {table} s WHERE CAST(s.id AS text) = v.id)) FROM dpg.marks_{new string('a', 32)} v ORDER BY id"))
            .ShouldBe(Enumerable.Range(1, 9).Select(i => $"{i}:true"));
    }

    [Theory]
    [InlineData("('B2', '2024-01-01', 1.234, 1, 'north', true)", "row 2, column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("('B2', '2024-01-01', 1.500, 1, 'north', true)", null)]
    [InlineData("('B2', '2024-01-01', 'NaN', 1, 'north', true)", "row 2, column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("('B2', '2024-01-01', 'Infinity', 1, 'north', true)", "row 2, column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("('B2', '2024-01-01', 1e200, 1, 'north', true)", "row 2, column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("('B2', '2024-01-01', 1000.01, 1, 'north', true)", "row 2, column amount: the value is above the declared upper bound.")]
    [InlineData("('B2', '2024-01-01', -0.01, 1, 'north', true)", "row 2, column amount: the value is below the declared lower bound.")]
    [InlineData("('B2', 'infinity', 1, 1, 'north', true)", "row 2, column day: the value is not a date (yyyy-MM-dd).")]
    [InlineData("('B2', '0044-03-15 BC', 1, 1, 'north', true)", "row 2, column day: the value is not a date (yyyy-MM-dd).")]
    [InlineData("('B2', NULL, 1, 1, 'north', true)", "row 2, column day: the value is missing, but the column is not nullable.")]
    [InlineData("('B2', '2024-01-01', 1, 6, 'north', true)", "row 2, column visits: the value is above the declared upper bound.")]
    [InlineData("('B2', '2024-01-01', 1, 1, 'North', true)", "row 2, column place: the value is not in the declared domain.")]
    [InlineData("(NULL, '2024-01-01', 1, 1, 'north', true)", "row 2, column id: the value is missing, but every row needs a subject.")]
    [InlineData("('B 2', '2024-01-01', 1, 1, 'north', true)", "row 2, column id: the value is not a subject id (1 to 64 letters, digits, - and _).")]
    [InlineData("(' a1', '2024-01-01', 1, 1, 'north', true)", "row 2, column id: the subject has more than 1 rows, the declared maximum.")]
    public async Task Import_BadRow_NamesRowAndColumnAndChangesNothing(string row, string? error)
    {
        var connection = await postgres.ConnectionAsync();
        var version = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var outcome = await _folder.TableAsync(Specs.Simple, connection, await TableAsync(Types, [Good, row]), version);
        outcome.Error.ShouldBe(error);
        (await TablesAsync(connection, "simple")).Contains(RowsPlace.Of("simple", version).Table).ShouldBe(error is null);
        (Directory.GetFileSystemEntries(_folder.Staging).Length > 0).ShouldBe(error is null);
    }

    [Theory]
    [InlineData("amount double precision", "12.5", null)]
    [InlineData("amount real", "0.1", null)]
    [InlineData("amount real", "0.125", "row 1, column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("amount double precision", "'-Infinity'", "row 1, column amount: the value is not a finite number.")]
    [InlineData("amount text", "'12.5'", "Column amount: declared decimal, but the source holds text values.")]
    [InlineData("visits numeric", "1", "Column visits: declared integer, but the source holds decimal values.")]
    [InlineData("day timestamp", "'2024-01-01'", "the table, column day: the type is none that a dataset can have.")]
    public async Task Import_ColumnOfAnotherType_IsReadExactlyOrRefused(string column, string value, string? error)
    {
        var (name, types) = (column.Split(' ')[0], Types.Split(", "));
        var at = Array.FindIndex(types, t => t.StartsWith(name + " ", StringComparison.Ordinal));
        types[at] = column;
        string[] values = ["'A1'", "'2024-02-29'", "1", "1", "'north'", "true"];
        values[at] = value;
        (await _folder.TableAsync(Specs.Simple, await postgres.ConnectionAsync(), await TableAsync(string.Join(", ", types), [$"({string.Join(", ", values)})"]))).Error.ShouldBe(error);
    }

    [Fact]
    public async Task Import_OfWhatIsNotThere_SaysWhat()
    {
        var connection = await postgres.ConnectionAsync();
        (await _folder.TableAsync(Specs.Simple, connection, "nowhere")).Error.ShouldBe("There is no such table in the database.");
        (await _folder.TableAsync(Specs.Simple, connection, await TableAsync("id text, day date", []))).Error.ShouldBe("the table: declared columns are missing: amount, visits, place, ok.");
        (await _folder.TableAsync(Specs.Simple, connection, await TableAsync(Types, []))).Error.ShouldBe("The source holds no rows.");
        (await _folder.TableAsync(Specs.Simple, "Host=/nowhere;Username=x;Password=secret", "any")).Error.ShouldBe("The database cannot be reached, or the connection to it broke off.");
        (await _folder.TableAsync(Specs.Simple, connection + ";Usrname=x", "any")).Error.ShouldBe("The connection string of the database has a key or a value that is not known.");
        (await _folder.TableAsync(Specs.Simple, connection.Replace("Database=postgres", "Database=other", StringComparison.Ordinal), "any")).Error.ShouldBe("There is no such database on the server.");

        await SharedPostgres.ExecuteAsync(connection, "CREATE ROLE stranger LOGIN");
        var table = await TableAsync(Types, [Good]);
        var stranger = connection.Replace("Username=postgres", "Username=stranger", StringComparison.Ordinal);
        const string mayNot = "The role may not read the table, or not make tables in the schema dpg.";
        (await _folder.TableAsync(Specs.Simple, stranger, table)).Error.ShouldBe(mayNot);
        await SharedPostgres.ExecuteAsync(connection, $"GRANT SELECT ON {table} TO stranger");
        (await _folder.TableAsync(Specs.Simple, stranger, table)).Error.ShouldBe(mayNot);
    }

    [Fact]
    public async Task Import_OfANewVersion_DropsThoseThatNothingNeedsAndNoOneElses()
    {
        var connection = await postgres.ConnectionAsync();
        var table = await TableAsync(Types, [Good]);
        var spec = Specs.Simple with { Dataset = "several" };
        string[] versions = [.. Enumerable.Range(1, 4).Select(i => $"{i:d32}")];
        (await _folder.TableAsync(spec, connection, table, versions[0])).Error.ShouldBeNull();
        (await _folder.TableAsync(spec, connection, table, versions[1], kept: versions[0])).Error.ShouldBeNull();
        (await _folder.TableAsync(spec, connection, table, versions[2], rankKey: new string('e', 64))).Error.ShouldBeNull();
        (await TablesAsync(connection, "several")).ShouldBe(versions[..3].Select(v => $"several_{v}"), "another data folder's stays, and is no reason for others to go");

        (await _folder.TableAsync(spec with { Columns = [.. spec.Columns.Select(c => c with { Upper = c.Upper is null ? null : 1 })] }, connection, table, versions[3], kept: versions[1])).Ok.ShouldBeFalse();
        (await TablesAsync(connection, "several")).Count.ShouldBe(3, "an import that fails drops none");
        (await _folder.TableAsync(spec, connection, table, versions[3], kept: versions[1])).Error.ShouldBeNull();
        (await TablesAsync(connection, "several")).ShouldBe(versions[1..].Select(v => $"several_{v}"));
    }

    // Bytewise, so that both engines sort alike.
    private const string Written = """concat(id, '|', month, '|', coalesce(home, '-'), '|', coalesce(CAST(paid AS VARCHAR), '-'), '|', bad, '|', __rank) COLLATE "C" """;

    private static string Nullable(string value) => value.Length == 0 ? "NULL" : $"'{value}'";

    private static Task<IReadOnlyList<string>> TablesAsync(string connection, string dataset) => SharedPostgres.ReadAsync(
        connection, $"SELECT CAST(tablename AS text) FROM pg_tables WHERE schemaname = 'dpg' AND tablename LIKE '{dataset}%' ORDER BY 1");

    private async Task<string> TableAsync(string columns, IReadOnlyList<string> rows)
    {
        var (connection, table) = (await postgres.ConnectionAsync(), SharedPostgres.NewName("source"));
        await SharedPostgres.ExecuteAsync(connection, $"CREATE TABLE {table} ({columns}){(rows.Count > 0 ? $"; INSERT INTO {table} VALUES {string.Join(", ", rows)}" : "")}");
        return table;
    }
}
