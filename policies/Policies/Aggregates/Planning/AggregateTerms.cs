using Policies.Costs;
using Policies.Decisions;
using Sandbox.Protocol.Jobs;

namespace Policies.Aggregates.Planning;

/// <summary>
/// The terms of a granted aggregate: the whole job but for the data version, and what people are told of it beforehand. All of it follows from documents and query
/// alone. Two queries that mean the same under one contract have equal <see cref="Job"/>s.
/// </summary>
/// <param name="Job">The job; its data version is empty until it is sent.</param>
/// <param name="Epsilon">The epsilon of the whole query, for people: what its ρ is named by.</param>
/// <param name="Plan">How much of one person is let in.</param>
/// <param name="Reach">In how many groups one person can count.</param>
/// <param name="Forecasts">What is expected of each output, in the order of the job's outputs.</param>
/// <param name="KeyPeople">About how many people a private key needs to be shown every other time; null without private keys.</param>
public sealed record AggregateTerms(
    AggregateJob Job, Epsilon Epsilon, BoundingPlan Plan, int Reach, IReadOnlyList<Forecast> Forecasts, decimal? KeyPeople) : OperationTerms;

/// <summary>How far off an output is expected to be.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="HalfWidth">Half the width of the 95 % interval, in the value's own unit; null where it depends on the data.</param>
/// <param name="Ranks">For quantiles: by how many rows the rank may be off; else null.</param>
public sealed record Forecast(string Output, decimal? HalfWidth, decimal? Ranks);
