using System.Data.Common;
using Sandbox.Features;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary>Turns the subject table into the feature store.</summary>
internal static class FeatureExport
{
    /// <summary>Writes the store; when it returns, the file survives a power cut.</summary>
    public static async Task WriteAsync(ImportEngine engine, SubjectTable table, DatasetSpec spec, int subjects, string path, CancellationToken cancellation)
    {
        using var writer = new FeatureStoreWriter(path, [.. spec.Features.Select(f => f.Name)], subjects);
        var row = new float[spec.Features.Count];
        await engine.ForEachAsync(table.InKeyOrder(), reader => Append(writer, reader, row), cancellation);
        writer.Complete();
    }

    // Every subject passes the one canonicaliser again: what the SQL let through must be what a look-up will ask for.
    private static void Append(FeatureStoreWriter writer, DbDataReader reader, float[] row)
    {
        var text = reader.GetString(0);
        if (!SubjectId.TryParse(text, out var subject) || !string.Equals(subject.Value, text, StringComparison.Ordinal))
            throw new InvalidOperationException("A proved subject is not canonical.");
        for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i + 1) ? float.NaN : (float)reader.GetDouble(i + 1);
        writer.Append(SubjectKey.Of(text), row);
    }
}
