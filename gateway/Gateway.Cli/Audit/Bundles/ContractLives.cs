using Gateway.Audit;

namespace Gateway.Cli.Audit.Bundles;

/// <summary>Which contract versions were in force when, as the log's own events say.</summary>
internal sealed class ContractLives
{
    private const string Active = "active";
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, (string State, DateTimeOffset Since, bool WasActive)> _states = new(StringComparer.Ordinal);

    /// <summary>Adds the next entry of the log; other entries than a contract's steps are passed over.</summary>
    public void Add(LogRecord record)
    {
        if (record.Entry is not EventEntry { Facts: { } facts } step || !facts.TryGetValue("sha256", out var sha256) || !facts.TryGetValue("state", out var state)) return;
        _states[sha256] = (state, step.Time, _states.TryGetValue(sha256, out var before) && before.State == Active);
    }

    /// <summary>False when a version was not in force; null when no event is there to tell. A request that was under way when it went out of force may end after it.</summary>
    public bool? InForce(string sha256, DateTimeOffset time) =>
        !_states.TryGetValue(sha256, out var state) ? null : state.State == Active || (state.WasActive && time - state.Since < LongestRequest);
}
