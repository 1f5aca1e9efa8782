using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;

namespace Policies.Queries;

/// <summary>
/// What a consumer asked, typed:
/// <c>{"purpose":"credit-granting","subjects":[{"id":"…","features":{"income":12000}}],"precision":5,"reasons":3,"unknownSubjects":"refuse"}</c>.
/// The last three may be absent: then the contract's own hold.
/// </summary>
/// <param name="Purpose">The purpose stated.</param>
/// <param name="Subjects">Distinct subjects, in the order asked; at least one.</param>
/// <param name="Features">Feature name → one value a subject, in the order of <paramref name="Subjects"/>; null is a missing value.</param>
/// <param name="Incomplete">Features that some subjects have and others lack.</param>
/// <param name="Precision">The precision asked for, 1 to 100 points; null: the contract's.</param>
/// <param name="Reasons">The number of reasons asked for, 0 to 3; null: the contract's.</param>
/// <param name="UnknownSubjects">The treatment asked for; null: the contract's.</param>
public sealed record ScoreQuery(
    string Purpose,
    IReadOnlyList<SubjectId> Subjects,
    IReadOnlyDictionary<string, IReadOnlyList<double?>> Features,
    IReadOnlyList<string> Incomplete,
    int? Precision,
    int? Reasons,
    UnknownSubjects? UnknownSubjects) : Query(Purpose, Subjects);
