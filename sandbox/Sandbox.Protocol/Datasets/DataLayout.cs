namespace Sandbox.Protocol.Datasets;

/// <summary>
/// The one description of the data folder, shared by who writes it (one-shot boxes), who publishes it (gateway, command)
/// and who reads it (workers). A version's folder is complete before it is renamed into place and is never changed after;
/// <c>current</c> names the version in force and is replaced by rename. A crash between the two renames leaves an unused folder.
/// </summary>
public static class DataLayout
{
    /// <summary>The rows, bounded and proved, in Parquet.</summary>
    public const string RowsFile = "rows.parquet";

    /// <summary>In place of <see cref="RowsFile"/>: where a database holds the rows (<see cref="RowsPlace"/>).</summary>
    public const string RowsPlaceFile = "rows.json";

    /// <summary>Beside <see cref="RowsPlaceFile"/> when the dataset has a label: each subject and its label, in Parquet, for trainings.</summary>
    public const string LabelsFile = "labels.parquet";

    /// <summary>The memory-mapped feature store.</summary>
    public const string FeaturesFile = "features.bin";

    /// <summary>The manifest (<see cref="VersionManifest"/>).</summary>
    public const string ManifestFile = "manifest.json";

    /// <summary>The spec that was proved (<see cref="DatasetSpec"/>).</summary>
    public const string SpecFile = "spec.json";

    /// <summary>A trained model (ML.NET).</summary>
    public const string ModelFile = "model.zip";

    /// <summary>A model's card (<see cref="Models.ModelCard"/>).</summary>
    public const string CardFile = "card.json";

    /// <summary><c>{data}/datasets/{dataset}</c></summary>
    public static string Dataset(string data, string dataset) => Path.Combine(data, "datasets", dataset);

    /// <summary><c>{data}/datasets/{dataset}/current</c>: one line, the version in force.</summary>
    public static string Current(string data, string dataset) => Path.Combine(Dataset(data, dataset), "current");

    /// <summary><c>{data}/datasets/{dataset}/versions/{version}</c></summary>
    public static string Version(string data, string dataset, string version) =>
        Path.Combine(Dataset(data, dataset), "versions", version);

    /// <summary><c>{data}/datasets/{dataset}/donor.key</c>: 32 random bytes, by which unknown subjects get donors; kept over versions.</summary>
    public static string DonorKey(string data, string dataset) => Path.Combine(Dataset(data, dataset), "donor.key");

    /// <summary><c>{data}/datasets/{dataset}/rank.key</c>: 32 random bytes, by which a subject's rows are ranked at import; kept over versions.</summary>
    public static string RankKey(string data, string dataset) => Path.Combine(Dataset(data, dataset), "rank.key");

    /// <summary><c>{data}/models/{sha256}</c>: the model file whose SHA-256 is the folder's name, and its card.</summary>
    public static string Model(string data, string sha256) => Path.Combine(data, "models", sha256);

    /// <summary><c>{data}/registry.json</c>: which model file each product pins (<see cref="Models.ModelRegistry"/>).</summary>
    public static string Registry(string data) => Path.Combine(data, "registry.json");

    /// <summary><c>{data}/staging</c>: unfinished work of one-shot boxes; may be emptied whenever none runs.</summary>
    public static string Staging(string data) => Path.Combine(data, "staging");
}
