using Gateway.Audit.Files;
using Gateway.Audit.Notes;
using Gateway.Audit.Reading;
using Gateway.Audit.Tiles;
using Gateway.Audit.Wal;

namespace Gateway.Audit;

/// <summary>
/// Reads a whole log, offline, and finds every entry, hash and subject that is not as the checkpoint says. What it cannot find alone: a log that was
/// written anew and signed again. Only somebody who remembers an earlier checkpoint can tell, such as a witness.
/// </summary>
public static class AccessLogVerifier
{
    /// <summary>Verifies the log in a folder.</summary>
    /// <param name="folder">The log's folder.</param>
    /// <param name="key">The log's key; null takes the one that lies in the folder, which proves only that the log agrees with itself.</param>
    /// <param name="earlier">Checkpoints of the log that somebody has kept, or that witnesses have cosigned: the log must have grown from each.</param>
    /// <param name="cancellation">Stops verifying.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LogVerification Verify(
        string folder, NoteKey? key = null, IReadOnlyList<Checkpoint>? earlier = null, CancellationToken cancellation = default) =>
        Verify(DiskFiles.Instance, folder, key, earlier, cancellation);

    internal static LogVerification Verify(
        ILogFiles files, string folder, NoteKey? key = null, IReadOnlyList<Checkpoint>? earlier = null, CancellationToken cancellation = default)
    {
        key ??= ReadKey(files, folder);
        var note = files.TryReadWhole(Path.Combine(folder, LogLayout.Checkpoint));
        if (key is null || note is null || Checkpoint.Open(note, key) is not { } opened)
        {
            var message = key is null ? "is missing or no key" : note is null ? "is missing" : "is no checkpoint that the log's key has signed";
            var file = key is null ? LogLayout.VerifierKey : LogLayout.Checkpoint;
            return new LogVerification(key?.Name, 0, 0, [new LogProblem(LogProblemKind.Checkpoint, 0, file, message)]);
        }

        var tree = new TreeCheck(files, folder, opened.Checkpoint, earlier ?? []);
        var problems = tree.Run(cancellation);
        var tail = TailCheck(files, folder, opened.Checkpoint.Size, problems);
        return new LogVerification(key.Name, opened.Checkpoint.Size, tail, problems);
    }

    private static NoteKey? ReadKey(ILogFiles files, string folder) =>
        files.TryReadWhole(Path.Combine(folder, LogLayout.VerifierKey)) is { } text
        && NoteSyntax.Text(text) is { } line && NoteKey.TryParse(line.TrimEnd('\n'), out var key) ? key : null;

    /// <summary>How many entries wait for the next checkpoint: none after a clean stop.</summary>
    private static long TailCheck(ILogFiles files, string folder, long size, List<LogProblem> problems)
    {
        using var reader = WalReader.OpenFirst(files, Path.Combine(folder, LogLayout.Wal));
        while (reader?.TryRead() == true)
        {
        }

        // Without segments it is a copy: tiles, bundles, sidecars and checkpoint are all that there is to verify.
        var next = reader?.Position.Next ?? size;
        if (next < size) problems.Add(new LogProblem(LogProblemKind.Tail, next, LogLayout.Wal, $"ends before entry {next}, but the checkpoint covers {size}"));
        return Math.Max(0, next - size);
    }
}

/// <summary>What a verification found.</summary>
/// <param name="Origin">The log's name; null when there is no key.</param>
/// <param name="Size">The number of entries that the checkpoint covers.</param>
/// <param name="Waiting">Entries that are durable and under no checkpoint yet.</param>
/// <param name="Problems">Everything that is wrong, in the log's order.</param>
public sealed record LogVerification(string? Origin, long Size, long Waiting, IReadOnlyList<LogProblem> Problems)
{
    /// <summary>True when there is a log and nothing is wrong with it.</summary>
    public bool IsValid => Origin is not null && Problems.Count == 0;
}
