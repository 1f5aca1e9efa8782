using System.Buffers.Text;
using Gateway.Answers;
using Policies.Decisions;
using Sandbox.Protocol.Models;

namespace Gateway.Alerts.Drift;

/// <summary>
/// Counts the scores that are released, by model and bin, in memory. A score goes in and a count comes out: no entry says whose score fell where, and counts
/// leave only in thousands at once, rounded to tens.
/// </summary>
internal sealed class ScoreTally(TimeProvider time)
{
    /// <summary>Of fewer scores nothing is told; they are counted on.</summary>
    public const int Least = 1000;

    private const int Tens = 10;

    /// <summary>The bins' edges are multiples of this: scores of a precision that does not divide it would fall into a wrong bin.</summary>
    private const int BinWidth = 50;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Product, string Model), Bins> _models = [];

    private static ReadOnlySpan<byte> Score => "\"score\":"u8;

    /// <summary>Counts an answer that is about to be released for the first time.</summary>
    public void Add(Exchange exchange, StoredAnswer answer)
    {
        if (exchange.Grant?.Terms is not ScoreTerms terms || exchange.Replay is not null || answer.Model is null || BinWidth % terms.Precision != 0) return;
        Span<long> counts = stackalloc long[ScoreCounts.Bins];
        Count(answer.Body.Span, counts);
        lock (_lock)
        {
            var key = (exchange.Product!.Product, answer.Model);
            if (!_models.TryGetValue(key, out var bins)) _models[key] = bins = new Bins(time.GetUtcNow());
            for (var i = 0; i < counts.Length; i++) bins.Counts[i] += counts[i];
        }
    }

    /// <summary>The models that have enough scores, with their counts in tens; those counts begin anew.</summary>
    public IReadOnlyList<(string Product, string Model, DateTimeOffset From, IReadOnlyList<long> Counts)> Take()
    {
        lock (_lock)
        {
            var full = _models.Where(m => m.Value.Counts.Sum() >= Least).ToList();
            foreach (var model in full) _models.Remove(model.Key);
            return [.. full.Select(m => (m.Key.Product, m.Key.Model, m.Value.From, (IReadOnlyList<long>)[.. m.Value.Counts.Select(c => (c + (Tens / 2)) / Tens * Tens)]))];
        }
    }

    /// <summary>The scores of an answer, by bin. In a text the quote before the colon is escaped, so these bytes are a name.</summary>
    private static void Count(ReadOnlySpan<byte> body, Span<long> counts)
    {
        for (int at; (at = body.IndexOf(Score)) >= 0;)
        {
            body = body[(at + Score.Length)..];
            if (!Utf8Parser.TryParse(body, out int score, out _)) continue;
            var bin = 0;
            while (bin < ScoreScale.PsiEdges.Count && ScoreScale.PsiEdges[bin] <= score) bin++;
            counts[bin]++;
        }
    }

    private sealed record Bins(DateTimeOffset From)
    {
        public long[] Counts { get; } = new long[ScoreCounts.Bins];
    }
}
