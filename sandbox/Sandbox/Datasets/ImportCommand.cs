using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary><c>Sandbox import</c>: an <see cref="ImportJob"/> in, progress on standard error, an <see cref="ImportOutcome"/> out.</summary>
internal static class ImportCommand
{
    /// <summary>Reads one line, imports, and writes one line.</summary>
    /// <returns>0 when the version was staged, 1 when the job was refused.</returns>
    public static async Task<int> RunAsync(TextReader stdin, TextWriter stdout, TextWriter stderr, CancellationToken cancellation)
    {
        var outcome = Parse(await stdin.ReadLineAsync(cancellation)) is { } job
            ? await new Importer(new ImportProgress(stderr), TimeProvider.System).RunAsync(job, cancellation)
            : new ImportOutcome(false, null, "The job is not one line of JSON of an import job.");
        await stdout.WriteLineAsync(JsonSerializer.Serialize(outcome, ProtocolJson.Default.ImportOutcome));
        await stdout.FlushAsync(cancellation);
        return outcome.Ok ? 0 : 1;
    }

    // The serialiser leaves members that are absent null, whatever their type says.
    private static bool IsWhole(ImportJob job) =>
        job is { Spec: { Dataset: not null, SubjectColumn: not null, Columns: not null, Features: not null }, Version: not null, SourcePath: not null, StagingPath: not null, RankKey: not null }
        && job.Source is CsvSource { Rename: not null, NullValues: not null } or ParquetSource { Rename: not null } or PostgresSource { Schema: not null, Table: not null, Rename: not null } or DemoSource { Generator: not null };

    private static ImportJob? Parse(string? line)
    {
        try
        {
            return line is not null && JsonSerializer.Deserialize(line, ProtocolJson.Default.ImportJob) is { } job && IsWhole(job) ? job : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
