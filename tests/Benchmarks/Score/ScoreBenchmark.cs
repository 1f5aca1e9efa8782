using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sandbox.Features;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;

namespace Benchmarks.Score;

/// <summary>
/// Whole requests of 1,000 people - over TLS, through the whole path and the boxed worker, recorded - against the same work in-process, in turns,
/// one at a time. A round's answers must be the same; then its times count.
/// </summary>
internal static class ScoreBenchmark
{
    private const int WarmUp = 60;
    private const int Rounds = 200;

    public static async Task RunAsync(TextWriter output)
    {
        using var city = new ScoreCity();
        using var store = FeatureStore.Open(city.StorePath);
        await using var gateway = await ScoreGateway.StartAsync(city.Data);
        var (request, baseline) = await CompareAsync(gateway, city, store);
        var lookup = LookupTiming.MedianMicroseconds(store);
        await output.WriteLineAsync(Line("score.request_p50", request * 1e3, "ms"));
        await output.WriteLineAsync(Line("score.baseline_p50", baseline * 1e3, "ms"));
        await output.WriteLineAsync(Line("score.batch_ratio", baseline / request, "x"));
        await output.WriteLineAsync(Line("score.batch_rate", 1000 / request, "subjects/s"));
        await output.WriteLineAsync(Line("score.lookup_p50", lookup, "us"));
    }

    private static async Task<(double Request, double Baseline)> CompareAsync(ScoreGateway gateway, ScoreCity city, FeatureStore store)
    {
        var engines = new EngineBaseline(city.ModelFile);
        var (requests, baselines) = (new List<double>(Rounds), new List<double>(Rounds));
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            var request = city.Request(round);
            var people = EngineBaseline.Prepare(store, request);

            var started = Stopwatch.GetTimestamp();
            var answer = await gateway.ScoreAsync(request.Subjects);
            var asked = Stopwatch.GetElapsedTime(started).TotalSeconds;

            started = Stopwatch.GetTimestamp();
            var expected = engines.Score(request, people);
            var computed = Stopwatch.GetElapsedTime(started).TotalSeconds;

            MustBeTheSame(answer, expected);
            if (round < WarmUp) continue;
            requests.Add(asked);
            baselines.Add(computed);
        }
        return (Median.Of(requests), Median.Of(baselines));
    }

    // ML.NET gives the raw score as float32: a score that lies within 1e-5 points of a rounding edge may come out one point away. Nothing else may differ.
    private static void MustBeTheSame(byte[] answer, SubjectScore[] expected)
    {
        var scores = JsonSerializer.Deserialize(answer, ProtocolJson.Default.ScoreAnswer)?.Scores ?? [];
        if (scores.Count != expected.Length) throw new InvalidOperationException("The answers have another length.");
        var onePointAway = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            var (got, wanted) = (scores[i], expected[i]);
            if (got.Score != wanted.Score) onePointAway++;
            if (Math.Abs(got.Score!.Value - wanted.Score!.Value) > 1 || !got.Reasons.SequenceEqual(wanted.Reasons, StringComparer.Ordinal))
                throw new InvalidOperationException("The answers differ.");
        }
        if (onePointAway > 1) throw new InvalidOperationException("The scores differ.");
    }

    private static string Line(string name, double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.###} {unit}");
}
