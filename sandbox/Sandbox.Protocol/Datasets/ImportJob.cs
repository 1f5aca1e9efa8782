using System.Text.Json.Serialization;

namespace Sandbox.Protocol.Datasets;

/// <summary>What the one-shot <c>import</c> box does: prove a source against its spec and write a version into the staging folder.</summary>
/// <param name="Spec">What must hold.</param>
/// <param name="Source">Where the rows come from.</param>
/// <param name="Version">The random id of the version to be written (32 hexadecimal digits).</param>
/// <param name="SourcePath">The source as bound into the box; empty for a generated one.</param>
/// <param name="StagingPath">The only folder that the box can write.</param>
/// <param name="RankKey">The dataset's secret that decides in which order a subject's rows are kept (64 hexadecimal digits).</param>
/// <param name="Postgres">For a <see cref="PostgresSource"/>: the connection string of its server, the socket folder as bound into the box.</param>
/// <param name="KeptVersions">For a <see cref="PostgresSource"/>: the versions whose tables jobs may still need; others of the dataset go.</param>
public sealed record ImportJob(
    DatasetSpec Spec,
    ImportSource Source,
    string Version,
    string SourcePath,
    string StagingPath,
    string RankKey,
    string? Postgres = null,
    IReadOnlyList<string>? KeptVersions = null);

/// <summary>Where an import's rows come from.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CsvSource), "csv")]
[JsonDerivedType(typeof(ParquetSource), "parquet")]
[JsonDerivedType(typeof(PostgresSource), "postgres")]
[JsonDerivedType(typeof(DemoSource), "demo")]
public abstract record ImportSource;

/// <summary>A CSV file with a header line (RFC 4180). Texts in <paramref name="NullValues"/> and empty fields are missing values.</summary>
/// <param name="Rename">Column of the file → column of the dataset; others keep their name.</param>
/// <param name="NullValues">Further texts that mean a missing value, such as <c>?</c>.</param>
/// <param name="RowNumberSubject">The file has no subject column: number its rows from 1.</param>
public sealed record CsvSource(
    IReadOnlyDictionary<string, string> Rename, IReadOnlyList<string> NullValues, bool RowNumberSubject = false) : ImportSource;

/// <summary>A Parquet file.</summary>
/// <param name="Rename">Column of the file → column of the dataset; others keep their name.</param>
public sealed record ParquetSource(IReadOnlyDictionary<string, string> Rename) : ImportSource;

/// <summary>A table or view of a PostgreSQL database. The version's rows stay in that database (<see cref="RowsPlace"/>).</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Table">Its name.</param>
/// <param name="Rename">Column of the table → column of the dataset; others keep their name.</param>
public sealed record PostgresSource(string Schema, string Table, IReadOnlyDictionary<string, string> Rename) : ImportSource;

/// <summary>The demo city: rows made up from a seed, the same on every machine.</summary>
/// <param name="Generator"><c>housing-fund</c> or <c>residence</c>.</param>
/// <param name="Residents">How many people live there.</param>
/// <param name="Seed">The seed of the city.</param>
public sealed record DemoSource(string Generator, int Residents, ulong Seed) : ImportSource;

/// <summary>What an import box prints on its standard output, one JSON line, as its last.</summary>
/// <param name="Ok">The version was written to the staging folder.</param>
/// <param name="Manifest">The version's manifest; null on failure.</param>
/// <param name="Error">What was wrong, with row and column, and no value of the data; null on success.</param>
public sealed record ImportOutcome(bool Ok, VersionManifest? Manifest, string? Error);

/// <summary>What is known of a published data version. No value of the data is in it.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Version">The random id (32 hexadecimal digits).</param>
/// <param name="SpecSha256">The hash of the spec that was proved (lower-case hexadecimal of the SHA-256 of its JSON).</param>
/// <param name="Rows">Rows held. Not differentially private: for operators only.</param>
/// <param name="Subjects">Distinct subjects held. Not differentially private: for operators only.</param>
/// <param name="ImportedAt">When the version was written (UTC).</param>
public sealed record VersionManifest(
    string Dataset, string Version, string SpecSha256, long Rows, long Subjects, DateTimeOffset ImportedAt);
