using System.Text.Json;

namespace Policies.Queries.Aggregates;

/// <summary>The members of one JSON object, of which all that are not known, or stand there twice, are problems.</summary>
internal sealed class JsonMembers
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    private JsonMembers(string path, JsonProblems problems) => (Path, Problems) = (path, problems);

    public string Path { get; }

    public JsonProblems Problems { get; }

    /// <summary>Null, with a problem, when the value is no object.</summary>
    public static JsonMembers? Of(JsonElement value, string path, JsonProblems problems, params ReadOnlySpan<string> known)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            problems.Add(path, QueryProblem.WantsObject);
            return null;
        }

        var members = new JsonMembers(path, problems);
        foreach (var member in value.EnumerateObject())
        {
            // The path holds names of our own only: what the caller made up is not repeated.
            if (!known.Contains(member.Name)) problems.Add(path, AggregateProblem.UnknownMember);
            else if (!members._members.TryAdd(member.Name, member.Value)) problems.Add($"{path}.{member.Name}", QueryProblem.Duplicate);
        }

        return members;
    }

    public string At(string member) => $"{Path}.{member}";

    public bool Has(string member) => _members.ContainsKey(member);

    public JsonElement? Find(string member) => _members.TryGetValue(member, out var value) ? value : null;

    /// <summary>The member, or null with a problem when it is missing.</summary>
    public JsonElement? Need(string member)
    {
        if (Find(member) is { } value) return value;
        Problems.Add(At(member), AggregateProblem.Missing);
        return null;
    }

    /// <summary>Adds a problem of a member and gives back null.</summary>
    public T? Fail<T>(string member, QueryProblem problem)
    {
        Problems.Add(At(member), problem);
        return default;
    }

    /// <summary>The items of an array, each with its path; null, with a problem, when it is none.</summary>
    public IReadOnlyList<(JsonElement Value, string Path)>? Items(JsonElement value, string member)
    {
        if (value.ValueKind != JsonValueKind.Array) return Fail<IReadOnlyList<(JsonElement, string)>>(member, QueryProblem.WantsArray);
        return [.. value.EnumerateArray().Select((item, i) => (item, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{At(member)}[{i}]")))];
    }
}
