using System.Buffers;
using System.Text.Json;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Models;

namespace Sandbox.Scores;

/// <summary>
/// Writes a <see cref="ScoreAnswer"/> as it goes, to the byte what <see cref="Protocol.ProtocolJson"/> would write. The bytes are the answer: they are hashed,
/// logged and stored, so the same job on the same model and data gives the same ones.
/// </summary>
internal sealed class ScoreAnswerWriter : IDisposable
{
    private static readonly JsonEncodedText _product = JsonEncodedText.Encode("product");
    private static readonly JsonEncodedText _modelName = JsonEncodedText.Encode("model");
    private static readonly JsonEncodedText _dataVersion = JsonEncodedText.Encode("dataVersion");
    private static readonly JsonEncodedText _scores = JsonEncodedText.Encode("scores");
    private static readonly JsonEncodedText _subject = JsonEncodedText.Encode("subject");
    private static readonly JsonEncodedText _score = JsonEncodedText.Encode("score");
    private static readonly JsonEncodedText _band = JsonEncodedText.Encode("band");
    private static readonly JsonEncodedText _reasons = JsonEncodedText.Encode("reasons");

    private readonly ArrayBufferWriter<byte> _buffer;
    private readonly Utf8JsonWriter _json;
    private readonly JsonEncodedText[] _groups;

    public ScoreAnswerWriter(ScoreJob job, IReadOnlyList<string> groups)
    {
        const int perSubject = 160;
        _buffer = new ArrayBufferWriter<byte>(256 + (perSubject * job.Subjects.Count));
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        _groups = [.. groups.Select(g => JsonEncodedText.Encode(g))];
        _json.WriteStartObject();
        _json.WriteString(_product, job.Product);
        _json.WriteString(_modelName, job.Model);
        _json.WriteString(_dataVersion, job.DataVersion);
        _json.WriteStartArray(_scores);
    }

    public void Write(string subject, int score, ReadOnlySpan<int> reasons)
    {
        _json.WriteStartObject();
        _json.WriteString(_subject, subject);
        _json.WriteNumber(_score, score);
        _json.WriteString(_band, ScoreScale.Band(score));
        _json.WriteStartArray(_reasons);
        foreach (var reason in reasons) _json.WriteStringValue(_groups[reason]);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    public void WriteUnknown(string subject)
    {
        _json.WriteStartObject();
        _json.WriteString(_subject, subject);
        _json.WriteNull(_score);
        _json.WriteNull(_band);
        _json.WriteStartArray(_reasons);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    /// <summary>Closes the document and gives its bytes.</summary>
    public ReadOnlyMemory<byte> Complete()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();
}
