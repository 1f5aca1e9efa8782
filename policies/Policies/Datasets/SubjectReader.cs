using Policies.Yaml;

namespace Policies.Datasets;

/// <summary>The <c>subject</c> of a dataset.</summary>
internal static class SubjectReader
{
    private const int MaxRows = 1_000_000;
    private const long MaxPeople = 10_000_000_000;

    public static SubjectClause Read(MapReader dataset)
    {
        if (dataset.Map("subject", "{ column: …, maxRows: … }") is not { } reader) return new SubjectClause("", 1, 1, 1, null);
        var column = reader.Name("column", NamePattern.Column, "the column that names a row's person");
        var before = reader.Errors.Count;
        var maxRows = (int)reader.Integer("maxRows", 1, MaxRows, "the most rows that one person may have");
        var most = reader.Errors.Count > before ? MaxRows : maxRows;
        var keep = reader.Has("keep", out var node) ? (int)reader.IntegerOf(node, "keep", 1, most) : maxRows;
        var groups = reader.Has("groups", out node) ? (int)reader.IntegerOf(node, "groups", 1, most) : 1;
        long? people = reader.Has("people", out node) ? reader.IntegerOf(node, "people", 1, MaxPeople) : null;
        reader.Done();
        return new SubjectClause(column, maxRows, keep, groups, people);
    }
}
