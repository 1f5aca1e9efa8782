using System.Globalization;
using System.Net;
using Gateway.Audit;
using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;
using Gateway.Audit.Witnessing;

namespace Gateway.Witnesses;

/// <summary>Asks one witness for its cosignature. For one caller at a time.</summary>
internal sealed class WitnessClient(HttpClient http, Uri url, NoteKey key, ILogger logger)
{
    private const int Tries = 2;
    private long _known;
    private bool _failing;

    /// <summary>The witness's cosignature of a checkpoint; null: it does not answer, or refuses.</summary>
    public async Task<NoteSignature?> AskAsync(IPublishedLog log, PublishedCheckpoint checkpoint, CancellationToken cancellation)
    {
        try
        {
            var signature = await TryAsync(log, checkpoint, cancellation);
            if (_failing) WitnessLog.Back(logger, key.Name);
            _failing = false;
            return signature;
        }
        catch (Exception e) when (e is HttpRequestException or WitnessRefusedException or LogCorruptException or IOException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            if (!_failing) WitnessLog.Failed(logger, e, key.Name);
            _failing = true;
            return null;
        }
    }

    private async Task<NoteSignature> TryAsync(IPublishedLog log, PublishedCheckpoint checkpoint, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var old = Math.Min(_known, checkpoint.Size);
            var proof = new TreeProver(log.Folder, checkpoint.Size).Consistency(old);
            using var body = new ByteArrayContent(new AddCheckpoint(old, proof, checkpoint.Note).ToBytes());
            using var response = await http.PostAsync(url, body, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                _known = checkpoint.Size;
                return Own(text, checkpoint) ?? throw new WitnessRefusedException("its answer holds no signature of its key that verifies");
            }

            // It says what it knows: another size than this process believed, as after a restart.
            if (response.StatusCode != HttpStatusCode.Conflict || attempt == Tries || !long.TryParse(text.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var known))
                throw new WitnessRefusedException($"it answers {(int)response.StatusCode}: {text.TrimEnd('\n')}");
            if (known > checkpoint.Size) throw new WitnessRefusedException($"it has seen {known} entries, and this log has {checkpoint.Size}: the log was set back");
            _known = known;
        }
    }

    private NoteSignature? Own(string text, PublishedCheckpoint checkpoint) =>
        SignedNote.ParseSignatures(text) is { } signatures && SignedNote.Parse(checkpoint.Note.Span) is { } note
            ? note.With(signatures).Verify(key)
            : null;
}

/// <summary>A witness that does not cosign.</summary>
internal sealed class WitnessRefusedException(string message) : Exception(message);
