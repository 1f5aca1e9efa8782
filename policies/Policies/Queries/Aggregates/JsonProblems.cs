using Policies.Decisions;

namespace Policies.Queries.Aggregates;

/// <summary>Every problem of one query, each with its place; a query with several thousand of them says no more than its first few.</summary>
internal sealed class JsonProblems
{
    private const int Most = 16;
    private readonly List<Reason> _reasons = [];

    public bool Any => Count > 0;

    /// <summary>How many there were, told or not.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<Reason> Reasons => _reasons;

    public Refusal Refusal => new(_reasons);

    public void Add(string path, QueryProblem problem)
    {
        Count++;
        if (_reasons.Count < Most) _reasons.Add(ReasonTable.MalformedQuery.With(path, problem.English, problem.Chinese));
    }
}
