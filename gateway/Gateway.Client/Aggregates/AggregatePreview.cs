namespace Gateway.Client.Aggregates;

/// <summary>What an aggregate would cost and how far off it would be. It tells nothing of data and costs nothing.</summary>
/// <param name="Cost">The price.</param>
/// <param name="Plan">How much of one person is let in.</param>
/// <param name="Reach">In how many groups one person can count.</param>
/// <param name="Outputs">One a column of the answer.</param>
/// <param name="KeyPeople">About how many people a group that is not public needs, to be shown every other time; null when all groups are public.</param>
/// <param name="Balance">What the contract may still spend.</param>
/// <param name="Loss">What it has spent, for people.</param>
public sealed record AggregatePreview(
    AggregateCost Cost, AggregatePlan Plan, int Reach, IReadOnlyList<AggregateForecast> Outputs, decimal? KeyPeople, AggregateBalance Balance, AggregateLoss Loss);

/// <summary>A price.</summary>
/// <param name="Epsilon">What ρ is named by: ρ = ε²/2.</param>
/// <param name="NanoRho">ρ, in 10⁻⁹.</param>
/// <param name="FemtoDelta">δ, in 10⁻¹⁵.</param>
public sealed record AggregateCost(decimal Epsilon, long NanoRho, long FemtoDelta);

/// <summary>A plan.</summary>
/// <param name="Kind"><c>ranked-rows</c> or <c>per-subject</c>.</param>
/// <param name="Rows">The most rows of one person.</param>
/// <param name="Groups">The most groups of one person, per subject.</param>
public sealed record AggregatePlan(string Kind, int Rows, int? Groups);

/// <summary>A column of the answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HalfWidth">Half the width of its 95 % interval; null where it depends on the data.</param>
/// <param name="Ranks">For quantiles: by how many rows the rank may be off.</param>
public sealed record AggregateForecast(string Name, decimal? HalfWidth, decimal? Ranks);

/// <summary>What is left.</summary>
/// <param name="Window">This month, Asia/Shanghai.</param>
/// <param name="Lifetime">Ever.</param>
public sealed record AggregateBalance(PrivacyAmount Window, PrivacyAmount Lifetime);

/// <summary>What was lost.</summary>
/// <param name="Window">This month.</param>
/// <param name="Lifetime">To date.</param>
public sealed record AggregateLoss(AggregateEpsilon Window, AggregateEpsilon Lifetime);

/// <summary>(ε, δ)-differential privacy.</summary>
/// <param name="Epsilon">ε.</param>
/// <param name="Delta">δ.</param>
public sealed record AggregateEpsilon(double Epsilon, double Delta);
