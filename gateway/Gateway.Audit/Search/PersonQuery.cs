using Microsoft.Data.Sqlite;

namespace Gateway.Audit.Search;

/// <summary>Entries that a person may be a subject of: none is left out, and one in 2⁶⁴ others is among them.</summary>
internal static class PersonQuery
{
    public static IEnumerable<long> Run(SqliteConnection connection, IReadOnlyList<SubjectHash> person, long after, long size)
    {
        var candidates = new SortedSet<long>();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT idx FROM subjects WHERE prefix = @prefix AND idx > @after AND idx < @size";
        command.Parameters.AddWithValue("@after", after);
        command.Parameters.AddWithValue("@size", size);
        var prefix = command.Parameters.Add("@prefix", SqliteType.Integer);
        foreach (var hash in person)
        {
            prefix.Value = IndexWriter.Prefix(hash.Hash.Span);
            candidates.UnionWith(command.Indexes());
        }

        return candidates;
    }
}
