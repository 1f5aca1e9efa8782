using Sandbox.Protocol.Workers;

namespace Sandbox.Box;

/// <summary>
/// What one box is given: its program and the few folders of its kind. What is not named here does not exist inside it.
/// All paths are of this machine and absolute.
/// </summary>
public sealed record BoxProfile
{
    private BoxProfile(WorkerKind kind, string workerFolder, BoxLimits limits) =>
        (Kind, WorkerFolder, Limits) = (kind, Path.GetFullPath(workerFolder), limits);

    /// <summary>The kind of worker.</summary>
    public WorkerKind Kind { get; }

    /// <summary>The folder of the built worker, holding <c>Sandbox.dll</c>; read-only in the box.</summary>
    public string WorkerFolder { get; }

    /// <summary>What it may use of the machine.</summary>
    public BoxLimits Limits { get; }

    /// <summary>The data folder, read-only; null when the kind has no business with it.</summary>
    public string? Data { get; private init; }

    /// <summary>The folder that its socket lies in, writable; null for one-shot kinds.</summary>
    public string? SocketFolder { get; private init; }

    /// <summary>A file or folder to import, read-only; null when there is none.</summary>
    public string? Source { get; private init; }

    /// <summary>The folder that its result is written to, writable; null for serving kinds.</summary>
    public string? Staging { get; private init; }

    /// <summary>The server that holds rows, whose socket's folder is read-only in the box; null when the box has no business with one.</summary>
    public PostgresSocket? Postgres { get; private init; }

    /// <summary>A serving worker: reads the data folder and listens in the socket folder. Rows that a database holds are for aggregates alone.</summary>
    public static BoxProfile Serving(WorkerKind kind, string workerFolder, string data, string socketFolder, BoxLimits limits, PostgresSocket? postgres = null)
    {
        if (kind is not (WorkerKind.Scores or WorkerKind.Aggregates or WorkerKind.Encrypted))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a serving kind.");
        }
        return new(kind, workerFolder, limits)
        {
            Data = Path.GetFullPath(data),
            SocketFolder = Path.GetFullPath(socketFolder),
            Postgres = kind is WorkerKind.Aggregates ? postgres : null,
        };
    }

    /// <summary>An import: reads its source and nothing of the data already published.</summary>
    public static BoxProfile Import(string workerFolder, string? source, string staging, BoxLimits limits, PostgresSocket? postgres = null) =>
        new(WorkerKind.Import, workerFolder, limits)
        {
            Source = source is null ? null : Path.GetFullPath(source),
            Staging = Path.GetFullPath(staging),
            Postgres = postgres,
        };

    /// <summary>A training: reads the data folder.</summary>
    public static BoxProfile Train(string workerFolder, string data, string staging, BoxLimits limits) =>
        new(WorkerKind.Train, workerFolder, limits) { Data = Path.GetFullPath(data), Staging = Path.GetFullPath(staging) };

    /// <summary>The worker's command: <c>serve</c>, <c>import</c> or <c>train</c>.</summary>
    internal string Verb => Kind switch { WorkerKind.Import => "import", WorkerKind.Train => "train", _ => "serve" };

    /// <summary>Where the worker finds its folders.</summary>
    public WorkerView ViewUnder(Isolation isolation) => isolation is Isolation.Box
        ? new("/data", "/run/worker", Source is null ? "" : "/source", "/staging", Postgres?.ConnectionBy(PostgresSocket.FolderInBox))
        : new(Data ?? "", SocketFolder ?? "", Source ?? "", Staging ?? "", Postgres?.ConnectionBy(Postgres.Folder));
}

/// <summary>A worker's folders as it sees them itself; what its kind is not given is not there.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="SocketFolder">The socket folder.</param>
/// <param name="Source">The source; empty when there is none.</param>
/// <param name="Staging">The staging folder.</param>
/// <param name="Postgres">The connection string of the server that holds rows; null when there is none.</param>
public sealed record WorkerView(string Data, string SocketFolder, string Source, string Staging, string? Postgres);
