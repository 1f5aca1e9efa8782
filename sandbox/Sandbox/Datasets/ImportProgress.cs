using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sandbox.Datasets;

/// <summary>
/// One line of JSON for each step, for a progress display: <c>{"phase":"scanning","rows":1000000}</c>. Phases in order: <c>scanning</c> (CSV), <c>reading</c> (PostgreSQL) or
/// <c>generating</c> (demo city), <c>proving</c>, <c>subjects</c>, <c>ranks</c>, <c>features</c>, <c>publishing</c> (PostgreSQL), <c>written</c>. <c>{"phase":"ignoring","columns":[4]}</c>: undeclared columns of the source, by position from 1, are left out.
/// </summary>
internal sealed class ImportProgress(TextWriter output)
{
    /// <summary>A phase has come so far; 0 rows: it begins.</summary>
    public void Report(string phase, long rows = 0) => Write(new ImportProgressLine(phase, rows, null));

    /// <summary>Columns of the source are left out. Positions only: a file without a header has data where names should be.</summary>
    public void Ignoring(IReadOnlyList<int> columns)
    {
        if (columns.Count > 0) Write(new ImportProgressLine("ignoring", null, columns));
    }

    private void Write(ImportProgressLine line)
    {
        output.WriteLine(JsonSerializer.Serialize(line, ImportProgressJson.Default.ImportProgressLine));
        output.Flush();
    }
}

/// <summary>A progress line.</summary>
internal sealed record ImportProgressLine(string Phase, long? Rows, IReadOnlyList<int>? Columns);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImportProgressLine))]
internal sealed partial class ImportProgressJson : JsonSerializerContext;
