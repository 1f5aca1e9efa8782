using System.Globalization;
using System.Text;
using Gateway.Client.Scores;

namespace Gateway.Cli.Scores.Batch;

/// <summary>The CSV file of scores, in the order of the input. What lies beyond the journal's last line was never finished and is cut off on opening.</summary>
internal sealed class ScoresFile : IDisposable
{
    private const string Header = "id,score,band,reason1,reason2,reason3,receipt\n";
    private const int MaxReasons = 3;
    private readonly FileStream _stream;

    private ScoresFile(FileStream stream) => _stream = stream;

    /// <summary>Its length in bytes.</summary>
    public long End => _stream.Position;

    /// <summary>Opens it at the end of the finished chunks; null when it is shorter than that, so that it is not what the journal tells of.</summary>
    public static ScoresFile? Open(string path, long? end)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (end > stream.Length)
        {
            stream.Dispose();
            return null;
        }

        stream.SetLength(end ?? 0);
        stream.Position = stream.Length;
        if (end is null) stream.Write(Encoding.UTF8.GetBytes(Header));
        return new ScoresFile(stream);
    }

    /// <summary>Appends a chunk. When this returns it is on disk.</summary>
    public void Append(ScoreReply reply)
    {
        var text = new StringBuilder();
        foreach (var score in reply.Answer.Scores)
        {
            text.Append(score.Subject).Append(',').Append(CultureInfo.InvariantCulture, $"{score.Score}").Append(',').Append(score.Band);
            for (var i = 0; i < MaxReasons; i++) text.Append(',').Append(score.Reasons.ElementAtOrDefault(i));
            text.Append(CultureInfo.InvariantCulture, $",{reply.Receipt.Index}\n");
        }

        _stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
        _stream.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
