namespace Gateway.Alerts.Evaluation;

/// <summary>A rule, and what it remembers of the entries so far. All time in it is the entries' own: the same log gives the same findings.</summary>
internal interface IRuleState
{
    /// <summary>Takes the next entry in.</summary>
    /// <param name="seen">The entry.</param>
    /// <param name="inForce">Whether the rule was in force when it was written; if not, it is only remembered.</param>
    Finding? See(SeenEntry seen, bool inForce);
}
