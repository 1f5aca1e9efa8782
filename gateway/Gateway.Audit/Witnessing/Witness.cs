using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Audit.Files;
using Gateway.Audit.Keys;
using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;

namespace Gateway.Audit.Witnessing;

/// <summary>
/// A witness (C2SP tlog-witness): it remembers the last checkpoint of each log that is registered with it, and cosigns another one only when that
/// follows. A log that goes back, or shows two histories, gets no cosignature. One process holds a folder.
/// </summary>
public sealed class Witness : IDisposable
{
    private const string KeyName = "witness.key";
    private const string VerifierKeyName = "witness.vkey";
    private const string Memory = ".checkpoint";
    private const string SizeMediaType = "text/x.tlog.size";
    private const string TextMediaType = "text/plain; charset=utf-8";
    private readonly Lock _gate = new();
    private readonly ILogFiles _files;
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly NoteSigner _signer;
    private readonly IDisposable _lock;
    private readonly Dictionary<string, NoteKey> _logs;

    private Witness(ILogFiles files, string folder, NoteSigner signer, IReadOnlyList<NoteKey> logs, TimeProvider time, IDisposable @lock)
    {
        (_files, _folder, _signer, _time, _lock) = (files, folder, signer, time, @lock);
        _logs = logs.ToDictionary(l => l.Name, StringComparer.Ordinal);
    }

    /// <summary>The key by which its cosignatures are verified.</summary>
    public NoteKey VerifierKey => _signer.VerifierKey;

    /// <summary>Opens a witness in a folder; makes its key at the first time.</summary>
    /// <param name="folder">Holds its key and its memory, which must never be set back.</param>
    /// <param name="name">Its name, such as a URL without scheme.</param>
    /// <param name="logs">The logs that are registered with it, each origin once.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="LogCorruptException">Its key cannot be read.</exception>
    /// <exception cref="IOException">Another process holds the folder, or the disk fails.</exception>
    public static Witness Open(string folder, string name, IReadOnlyList<NoteKey> logs, TimeProvider time) =>
        Open(DiskFiles.Instance, folder, name, logs, time);

    internal static Witness Open(ILogFiles files, string folder, string name, IReadOnlyList<NoteKey> logs, TimeProvider time)
    {
        files.CreateFolder(folder);
        var @lock = files.Lock(Path.Combine(folder, LogLayout.Lock));
        try
        {
            var begun = files.List(folder).Any(f => f.EndsWith(Memory, StringComparison.Ordinal));
            var signer = new NoteSigner(name, NoteKeyKind.Witness, KeyFile.Open(files, folder, KeyName, begun));
            LogKeys.PutVerifierKey(files, Path.Combine(folder, VerifierKeyName), signer.VerifierKey);
            return new Witness(files, folder, signer, logs, time, @lock);
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>Answers a request for a cosignature.</summary>
    /// <exception cref="LogCorruptException">What it remembers of the log cannot be read: it cosigns nothing, and a human must look.</exception>
    public WitnessAnswer Add(ReadOnlySpan<byte> body)
    {
        if (AddCheckpoint.Parse(body) is not { } request || SignedNote.Parse(request.Checkpoint.Span) is not { } note
            || Checkpoint.Parse(note.Text) is not { } checkpoint) return Refuse(400, "This is no request for a cosignature.");
        if (!_logs.TryGetValue(checkpoint.Origin, out var log)) return Refuse(404, "This log is not registered here.");
        if (note.Verify(log) is null) return Refuse(403, "The log's key has not signed this checkpoint.");
        if (request.Old > checkpoint.Size) return Refuse(400, "The old size is larger than the new one.");

        // Comparing and remembering are one step, or a slow request could set a later one back.
        lock (_gate)
        {
            var known = Recall(checkpoint.Origin, log);
            if (request.Old != (known?.Size ?? 0)) return Conflict(known?.Size ?? 0);
            if (known is not null && known.Size == checkpoint.Size && !known.Root.Span.SequenceEqual(checkpoint.Root.Span)) return Conflict(known.Size);
            var root = known is null ? Merkle.TreeHash.Empty : known.Root.Span;
            if (!ConsistencyProof.Verify(request.Old, checkpoint.Size, request.Proof.Span, root, checkpoint.Root.Span))
                return Refuse(422, "The checkpoint does not follow from the last one that was cosigned.");

            // Remembered before it is said: a crash after this costs the log a cosignature, which it asks for again.
            _files.Put(PathOf(checkpoint.Origin), request.Checkpoint.Span, durable: true);
            _files.SyncFolder(_folder);
            return new WitnessAnswer(200, TextMediaType, _signer.Cosign(note.Text, _time.GetUtcNow()).ToLine());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _signer.Dispose();
        _lock.Dispose();
    }

    private Checkpoint? Recall(string origin, NoteKey log)
    {
        if (_files.TryReadWhole(PathOf(origin)) is not { } note) return null;
        return Checkpoint.Open(note, log)?.Checkpoint ?? throw new LogCorruptException(PathOf(origin), "this is no checkpoint of that log.");
    }

    private string PathOf(string origin) =>
        Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin))) + Memory);

    private static WitnessAnswer Refuse(int status, string message) => new(status, TextMediaType, message + "\n");

    private static WitnessAnswer Conflict(long size) => new(409, SizeMediaType, size.ToString(CultureInfo.InvariantCulture) + "\n");
}

/// <summary>A witness's answer over HTTP.</summary>
/// <param name="Status">The status; 200: the body holds cosignatures.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Body">The body.</param>
public sealed record WitnessAnswer(int Status, string MediaType, string Body);
