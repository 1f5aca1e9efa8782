using Sandbox.Protocol;

namespace Policies.Queries;

/// <summary>What a consumer asked, typed. There is one kind for each operation; the evaluator knows them all.</summary>
/// <param name="Purpose">The purpose stated.</param>
/// <param name="Subjects">The distinct subjects that are named, in the order asked; empty where a query names none.</param>
public abstract record Query(string Purpose, IReadOnlyList<SubjectId> Subjects);
