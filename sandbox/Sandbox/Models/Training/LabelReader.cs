using DuckDB.NET.Data;
using Sandbox.Datasets;
using Sandbox.Protocol;

namespace Sandbox.Models.Training;

/// <summary>Labels by subject, in the order of the ids. The import proved that a label is 0 or 1 and the same in all rows of a person.</summary>
internal static class LabelReader
{
    /// <summary>Reads the label column of a version's rows, or of its labels where a database holds the rows.</summary>
    /// <exception cref="TrainingException">A label is missing, or a subject's id is not canonical.</exception>
    public static IEnumerable<(SubjectId Subject, bool Label)> Read(string rowsPath, string subjectColumn, string labelColumn)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, "SET temp_directory = ''");
        Execute(connection, $"SET allowed_paths = [{Sql.Text(rowsPath)}]");
        Execute(connection, "SET enable_external_access = false");
        Execute(connection, "SET autoload_known_extensions = false");
        Execute(connection, "SET threads = 2");
        Execute(connection, "SET lock_configuration = true");
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {Sql.Name(subjectColumn)}, max({Sql.Name(labelColumn)}::TINYINT) FROM read_parquet({Sql.Text(rowsPath)}) GROUP BY 1 ORDER BY 1";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (reader.IsDBNull(1)) throw new TrainingException("A person has no label.");
            if (!SubjectId.TryParse(reader.GetString(0), out var subject)) throw new TrainingException("A subject's id is not canonical.");
            yield return (subject, reader.GetFieldValue<sbyte>(1) != 0);
        }
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
