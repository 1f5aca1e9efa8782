namespace Gateway.Alerts.Evaluation;

/// <summary>Until when a rule that has alerted about something says no more about it.</summary>
internal sealed class Silence
{
    private const int Crowded = 4096;
    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <summary>False while silent; when true, silent from here on.</summary>
    public bool TryBreak(string about, DateTimeOffset now, DateTimeOffset until)
    {
        if (IsSilent(about, now)) return false;
        if (_until.Count >= Crowded)
            foreach (var over in _until.Where(u => u.Value <= now).Select(u => u.Key).ToList()) _until.Remove(over);
        _until[about] = until;
        return true;
    }

    public bool IsSilent(string about, DateTimeOffset now) => _until.TryGetValue(about, out var until) && now < until;
}
