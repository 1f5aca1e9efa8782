using Gateway.Alerts.Evaluation;

namespace Gateway.Alerts;

/// <summary>An alert, as the log has it.</summary>
/// <param name="Index">The index of the entry that raised it: its number.</param>
/// <param name="Time">When it was raised.</param>
/// <param name="Finding">What was found.</param>
internal sealed record Alert(long Index, DateTimeOffset Time, Finding Finding)
{
    /// <summary>Who took note of it; null: it is open.</summary>
    public Acknowledgement? Acknowledged { get; init; }

    /// <summary>Whether the regulator's endpoint has it.</summary>
    public bool Delivered { get; init; }
}

/// <summary>Who took note of an alert.</summary>
/// <param name="Index">The index of the entry that says so.</param>
/// <param name="Time">When.</param>
/// <param name="By">The client.</param>
/// <param name="Reason">Why no more is to be done.</param>
internal sealed record Acknowledgement(long Index, DateTimeOffset Time, string By, string Reason);
