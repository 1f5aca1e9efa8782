using DuckDB.NET.Data;
using Npgsql;
using Sandbox.Datasets.Postgres;
using Sandbox.DemoCity;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Datasets;

/// <summary>
/// Import: a source becomes a staged version, or nothing. The staging folder is published by rename by who started the box; a crash here
/// leaves a folder that nobody looks at.
/// </summary>
internal sealed class Importer(ImportProgress progress, TimeProvider time)
{
    /// <summary>Runs a job.</summary>
    public async Task<ImportOutcome> RunAsync(ImportJob job, CancellationToken cancellation)
    {
        try
        {
            return new ImportOutcome(true, await ImportAsync(job, cancellation), null);
        }
        catch (Exception refusal) when (refusal is ImportRefusedException or DuckDBException or NpgsqlException or IOException or UnauthorizedAccessException)
        {
            StagedFiles.Delete(job.StagingPath);
            return new ImportOutcome(false, null, Explain(refusal));
        }
    }

    private async Task<VersionManifest> ImportAsync(ImportJob job, CancellationToken cancellation)
    {
        SpecCheck.Require(job.Spec);
        var rowsPath = Path.Combine(job.StagingPath, DataLayout.RowsFile);
        using var engine = new ImportEngine(job.SourcePath, job.StagingPath);
        await using var database = await ImportDatabase.OpenAsync(job, cancellation);
        var source = await OpenAsync(engine, database, job, cancellation);

        progress.Report("proving");
        await new RowProof(engine, job.Spec, source).WriteAsync(rowsPath, cancellation);

        progress.Report("subjects");
        var table = new SubjectTable(engine, job.Spec, rowsPath, source.Locate);
        var (subjects, rows) = await table.BuildAsync(cancellation);
        if (rows == 0) throw new ImportRefusedException("The source holds no rows.");
        if (source.Rows is { } expected && rows != expected) throw new ImportRefusedException("The engine and the scanner count different numbers of rows; is the file being written?");

        if (rows > AggregateLimits.MaxVersionRows) throw new ImportRefusedException("The source holds more rows than a version may.");

        progress.Report("ranks", rows);
        await new RowRanking(engine, job.Spec, job.RankKey).AddAsync(rowsPath, cancellation);

        if (job.Spec.Features.Count > 0)
        {
            progress.Report("features", subjects);
            await FeatureExport.WriteAsync(engine, table, job.Spec, checked((int)subjects), Path.Combine(job.StagingPath, DataLayout.FeaturesFile), cancellation);
        }
        if (database is not null)
        {
            progress.Report("publishing", rows);
            await new PostgresVersion(database.Connection, job).MoveAsync(engine, rowsPath, rows, cancellation);
        }
        var manifest = StagedFiles.Seal(job, rows, subjects, time.GetUtcNow());
        progress.Report("written", rows);
        return manifest;
    }

    private async Task<SourceTable> OpenAsync(ImportEngine engine, ImportDatabase? database, ImportJob job, CancellationToken cancellation) => job.Source switch
    {
        CsvSource csv => CsvTable.Open(job.Spec, csv, job.SourcePath, progress, cancellation),
        ParquetSource parquet => await ParquetTable.OpenAsync(engine, job.Spec, parquet, job.SourcePath, progress, cancellation),
        PostgresSource table => await PostgresTable.OpenAsync(engine, database!.Connection, job.Spec, table, progress, cancellation),
        DemoSource demo => DemoTable.Open(engine, job.Spec, demo, progress, cancellation),
        _ => throw new ImportRefusedException("The job names no kind of source that is known here."),
    };

    // What an engine or a file system says can hold values of the data or paths, so it is not passed on.
    private static string Explain(Exception refusal) => refusal switch
    {
        ImportRefusedException => refusal.Message,
        NpgsqlException failure => ImportDatabase.Explain(failure),
        FileNotFoundException or DirectoryNotFoundException => "The source or the staging folder does not exist.",
        UnauthorizedAccessException => "The source cannot be read, or the staging folder cannot be written.",
        IOException => "The source cannot be read, or the staging folder cannot be written (is the disk full?).",
        DuckDBException { ErrorType: DuckDB.NET.Native.DuckDBErrorType.OutOfMemory } => "The import ran out of memory.",
        _ => "The source cannot be read, though no row or column of it is at fault: it is damaged, or the staging folder cannot be written.",
    };
}
