using System.Data.Common;
using System.Globalization;

namespace Sandbox.Aggregates.Engines;

/// <summary>Reads a result, bounded: a worker has to hold it and what becomes of it at once, however many private keys there are.</summary>
internal static class ResultRows
{
    private const long MostBytes = 256L << 20;
    private const int BytesOfARow = 32;
    private const int BytesOfAText = 32;

    /// <summary>All rows, each as texts.</summary>
    /// <exception cref="InvalidOperationException">They are more than a worker can hold.</exception>
    public static async Task<IReadOnlyList<string?[]>> ReadAsync(DbDataReader reader, CancellationToken cancellation)
    {
        var rows = new List<string?[]>();
        for (var left = MostBytes; await reader.ReadAsync(cancellation);)
        {
            var row = new string?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture);
            left -= BytesOfARow + row.Sum(text => BytesOfAText + (2L * (text?.Length ?? 0)));
            if (left < 0) throw new InvalidOperationException("The result is larger than a worker can hold.");
            rows.Add(row);
        }
        return rows;
    }
}
