using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Cli.Language;
using Gateway.Client.Scores;
using Sandbox.Protocol;
using Sylvan.Data.Csv;

namespace Gateway.Cli.Scores.Batch;

/// <summary>
/// A CSV file of people: <c>id</c>, then the product's consumer features by name. It is read twice: once to prove every row, before anybody is scored, and
/// once to send. The file is held open and locked against writers in between. Messages name row and column and repeat no value.
/// </summary>
internal sealed class PeopleFile : IDisposable
{
    private const string IdColumn = "id";
    private readonly FileStream _stream;
    private readonly Texts _texts;
    private readonly IReadOnlyList<string> _features;

    private PeopleFile(FileStream stream, Texts texts, IReadOnlyList<string> features) => (_stream, _texts, _features) = (stream, texts, features);

    /// <summary>SHA-256 of the file's bytes (lower-case hexadecimal).</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>The file's size in bytes.</summary>
    public long Size => _stream.Length;

    /// <summary>Rows, without the header.</summary>
    public int Rows { get; private set; }

    /// <summary>Opens a file and proves all of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="features">The consumer features that every row must have.</param>
    /// <param name="texts">The language of errors.</param>
    /// <exception cref="CommandException">It is not such a file.</exception>
    public static PeopleFile Open(string path, IReadOnlyList<string> features, Texts texts)
    {
        if (!File.Exists(path)) throw new CommandException(texts.NoSuchFile(path));
        var file = new PeopleFile(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), texts, features);
        try
        {
            file.Sha256 = Convert.ToHexStringLower(SHA256.HashData(file._stream));
            file.Rows = file.Read().Count();
            if (file.Rows == 0) throw new CommandException(texts.NoRows(path));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The rows in chunks: a chunk ends when it is full, or before a person whom it holds already, because a request names each person once. The same
    /// file and size give the same chunks.
    /// </summary>
    public IEnumerable<IReadOnlyList<ScoreSubject>> Chunks(int size)
    {
        var chunk = new List<ScoreSubject>(size);
        var seen = new HashSet<SubjectId>();
        foreach (var (id, subject) in Read())
        {
            if (chunk.Count == size || !seen.Add(id))
            {
                yield return chunk;
                chunk = new List<ScoreSubject>(size);
                seen.Clear();
                seen.Add(id);
            }

            chunk.Add(subject);
        }

        yield return chunk;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private IEnumerable<(SubjectId Id, ScoreSubject Subject)> Read()
    {
        _stream.Position = 0;
        using var text = new StreamReader(_stream, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        using var csv = Create(text);
        CheckHeader(csv);
        for (var row = 1; Next(csv, row); row++)
        {
            if (csv.RowFieldCount != csv.FieldCount) throw new CommandException(_texts.BadFieldCount(row));
            if (!SubjectId.TryParse(csv.GetString(0), out var id)) throw new CommandException(_texts.BadValue(row, IdColumn));
            yield return (id, new ScoreSubject(id.Value, ReadFeatures(csv, row)));
        }
    }

    private CsvDataReader Create(StreamReader text)
    {
        try
        {
            return CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = true, OwnsReader = false });
        }
        catch (Exception e) when (e is CsvFormatException or DecoderFallbackException)
        {
            throw new CommandException(_texts.BadCsv(0), e);
        }
    }

    private bool Next(CsvDataReader csv, int row)
    {
        try
        {
            return csv.Read();
        }
        catch (Exception e) when (e is CsvFormatException or DecoderFallbackException)
        {
            throw new CommandException(_texts.BadCsv(row), e);
        }
    }

    private void CheckHeader(CsvDataReader csv)
    {
        var names = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToList();
        if (names.Count == 0 || !string.Equals(names[0], IdColumn, StringComparison.Ordinal)) throw new CommandException(_texts.FirstColumnIsId);
        var given = names.Skip(1).ToList();
        var unknown = given.Except(_features, StringComparer.Ordinal).ToList();
        var missing = _features.Except(given, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0) throw new CommandException(_texts.UnknownColumns(unknown, _features));
        if (missing.Count > 0) throw new CommandException(_texts.MissingColumns(missing));
        if (given.Count != given.Distinct(StringComparer.Ordinal).Count()) throw new CommandException(_texts.ColumnTwice);
    }

    private Dictionary<string, double?>? ReadFeatures(CsvDataReader csv, int row)
    {
        if (_features.Count == 0) return null;
        var features = new Dictionary<string, double?>(_features.Count, StringComparer.Ordinal);
        for (var column = 1; column < csv.FieldCount; column++)
        {
            if (!FeatureArgument.TryNumber(csv.GetString(column).Trim(), out var value)) throw new CommandException(_texts.BadValue(row, csv.GetName(column)));
            features.Add(csv.GetName(column), value);
        }

        return features;
    }
}
