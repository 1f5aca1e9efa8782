using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;
using Sandbox.Scores;
using Testing;
using Testing.Seeds;

namespace Sandbox.Tests.Scores;

/// <summary>
/// An attacker who asks about ids and learns to tell the known from the unknown by all that an answer shows: score, band, reasons, and how
/// long it took. Half of the ids train the classifier, the other half measure it.
/// </summary>
public sealed class MembershipTests : IDisposable
{
    private static readonly int Ids = Length.Of(4_000, 40_000); // a side

    private readonly SyntheticCity _city = new(Ids);
    private readonly ScoreJobRunner _runner;

    public MembershipTests() => _runner = new ScoreJobRunner(new ScoreRunnerOptions(_city.Data), NullLogger<ScoreJobRunner>.Instance);

    public void Dispose()
    {
        _runner.Dispose();
        _city.Dispose();
    }

    [Fact]
    public void Imputed_KnownAndUnknownIds_CannotBeToldApart()
    {
        // 1 % and three standard errors of an accuracy over as many ids as are measured, twice that for an advantage.
        var bound = 0.01 + (3 * 2 * Math.Sqrt(0.25 / Ids));
        Advantage(UnknownSubjects.Imputed).ShouldBeLessThan(bound);
    }

    [Fact]
    public void Prior_KnownAndUnknownIds_AreToldApartByTheSameAttack() => Advantage(UnknownSubjects.Prior).ShouldBeGreaterThan(0.9);

    /// <summary>How much more often than by chance the attacker is right: 0 is blind, 1 always right.</summary>
    private double Advantage(UnknownSubjects treatment)
    {
        var seen = Observe(treatment);
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Observation));
        schema[nameof(Observation.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Observation.Width);
        var half = seen.Length / 2;
        var trainer = ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            LabelColumnName = nameof(Observation.Known), FeatureColumnName = nameof(Observation.Features), NumberOfThreads = 1, Seed = 1,
        });
        var model = trainer.Fit(ml.Data.LoadFromEnumerable(seen[..half], schema));
        var judged = model.Transform(ml.Data.LoadFromEnumerable(seen[half..], schema));
        return (2 * ml.BinaryClassification.EvaluateNonCalibrated(judged, nameof(Observation.Known)).Accuracy) - 1;
    }

    // In a random order, so that nothing that drifts over the run tells the sides apart.
    private Observation[] Observe(UnknownSubjects treatment)
    {
        var seed = new Seeded(20_221);
        var asked = Enumerable.Range(0, Ids).SelectMany(i => new[] { (Id: $"P{i}", Known: true), (Id: $"U{i}", Known: false) }).ToArray();
        for (var i = asked.Length - 1; i > 0; i--)
        {
            var j = seed.Next(i + 1);
            (asked[i], asked[j]) = (asked[j], asked[i]);
        }

        for (var warm = 0; warm < 2_000; warm++) Ask(asked[warm].Id, asked[warm].Known, treatment);
        return [.. asked.Select(a => Ask(a.Id, a.Known, treatment))];
    }

    private Observation Ask(string id, bool known, UnknownSubjects treatment)
    {
        var job = JsonSerializer.SerializeToUtf8Bytes(
            ScoreJobs.Of(_city.Trees.Sha256, [id]) with { UnknownSubjects = treatment }, ProtocolJson.Default.ScoreJob);
        var started = Stopwatch.GetTimestamp();
        var answer = _runner.Run(job).Answer;
        var took = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        var score = JsonSerializer.Deserialize(answer.Span, ProtocolJson.Default.ScoreAnswer)!.Scores[0];
        var reasons = new float[3];
        for (var i = 0; i < score.Reasons.Count; i++) reasons[i] = 1 + SyntheticCity.Groups.IndexOf(score.Reasons[i]);
        return new Observation { Known = known, Features = [score.Score!.Value, score.Band![0], .. reasons, (float)Math.Log(took)] };
    }

    private sealed class Observation
    {
        public const int Width = 6;

        public bool Known { get; init; }

        public float[] Features { get; init; } = [];
    }
}
