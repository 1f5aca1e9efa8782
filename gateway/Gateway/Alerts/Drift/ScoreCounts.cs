using System.Globalization;
using Gateway.Audit;
using Sandbox.Protocol.Models;

namespace Gateway.Alerts.Drift;

/// <summary>How many of a model's scores fell into each bin of <see cref="ScoreScale.PsiEdges"/>, as an event of the log.</summary>
/// <param name="Product">The product.</param>
/// <param name="Model">The model's SHA-256.</param>
/// <param name="From">Since when they were counted.</param>
/// <param name="Counts">One a bin, in tens.</param>
/// <param name="Baseline">The shares of the model's card.</param>
internal sealed record ScoreCounts(string Product, string Model, DateTimeOffset From, IReadOnlyList<long> Counts, IReadOnlyList<double> Baseline)
{
    /// <summary>The event.</summary>
    public const string Event = "score-counts";

    public static int Bins => ScoreScale.PsiEdges.Count + 1;

    public EventEntry ToEntry(DateTimeOffset now) => new()
    {
        Time = now,
        Event = Event,
        Facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["product"] = Product,
            ["model"] = Model,
            ["from"] = From.ToString("O", CultureInfo.InvariantCulture),
            ["counts"] = string.Join(' ', Counts.Select(c => c.ToString(CultureInfo.InvariantCulture))),
            ["baseline"] = string.Join(' ', Baseline.Select(b => b.ToString("0.0000", CultureInfo.InvariantCulture))),
        },
    };

    /// <summary>Null when an entry is none.</summary>
    public static ScoreCounts? Parse(EventEntry entry)
    {
        if (!string.Equals(entry.Event, Event, StringComparison.Ordinal) || entry.Facts is not { } facts) return null;
        if (!facts.TryGetValue("product", out var product) || !facts.TryGetValue("model", out var model) || !facts.TryGetValue("counts", out var counts)
            || !facts.TryGetValue("baseline", out var baseline) || !facts.TryGetValue("from", out var from)
            || !DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var since)) return null;
        var whole = counts.Split(' ').Select(c => long.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToList();
        var shares = baseline.Split(' ').Select(b => double.TryParse(b, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var s) ? s : -1).ToList();
        return whole.Count == Bins && shares.Count == Bins && whole.TrueForAll(c => c >= 0) && shares.TrueForAll(s => s >= 0) && whole.Sum() > 0
            ? new ScoreCounts(product, model, since, whole, shares)
            : null;
    }
}
