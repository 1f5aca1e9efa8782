namespace Gateway.Client.Aggregates;

/// <summary>Asks for a noisy table about groups of people.</summary>
/// <param name="Purpose">One of the contract's purposes.</param>
/// <param name="Sql">The question, in the SQL subset: <c>SELECT district, COUNT(*), AVG(monthly_deposit) FROM housing-credit WHERE … GROUP BY district</c>.</param>
/// <param name="Epsilon">How much it may cost, as the documents write it; null, without <paramref name="Accuracy"/>: the most that the contract grants.</param>
/// <param name="Accuracy">The accuracy wanted, at the cheapest epsilon that gives it.</param>
/// <param name="Delta">The δ for groups that are not public; null: a hundredth of the contract's window.</param>
/// <param name="Mechanism"><c>gaussian</c> or <c>laplace</c>; null: gaussian.</param>
/// <param name="Output">What is done with the values; null: nothing.</param>
public sealed record AggregateRequest(
    string Purpose, string Sql, decimal? Epsilon = null, AggregateAccuracy? Accuracy = null, decimal? Delta = null, string? Mechanism = null, AggregateShape? Output = null);

/// <summary>An accuracy.</summary>
/// <param name="Within">Half the width that each 95 % interval may have, in the value's own unit.</param>
/// <param name="Rows">How many rows a group is taken to have; needed for means.</param>
public sealed record AggregateAccuracy(decimal Within, long? Rows = null);

/// <summary>What is done with the noisy values.</summary>
/// <param name="NonNegative">Counts, and sums of what cannot be negative, are raised to 0.</param>
/// <param name="RoundTo">Values are rounded to multiples of this.</param>
public sealed record AggregateShape(bool NonNegative = false, long? RoundTo = null);
