using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using Sandbox.Features;
using Sandbox.Models;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Models;

namespace Benchmarks.Score;

/// <summary>
/// The same work as someone would do it in-process with ML.NET: features already in memory, prediction engines from a pool, ML.NET's own
/// feature contributions, the same score scale and reasons. No look-up, no JSON, no socket, no permit.
/// </summary>
internal sealed class EngineBaseline
{
    private readonly ConcurrentBag<PredictionEngine<Person, Prediction>> _pool = [];
    private readonly Func<PredictionEngine<Person, Prediction>> _create;
    private readonly ReasonGroups _reasons;
    private readonly PlattCalibrator _calibrator;

    public EngineBaseline(byte[] modelFile)
    {
        var context = new MLContext(seed: 0);
        var loaded = context.Model.Load(new MemoryStream(modelFile), out _);
        var predictor = (ISingleFeaturePredictionTransformer<CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator>>)
            (loaded is TransformerChain<ITransformer> chain ? chain.LastTransformer : loaded);
        _calibrator = predictor.Model.Calibrator;
        _reasons = ScoringModel.Load(modelFile).Reasons;
        var schema = SchemaDefinition.Create(typeof(Person));
        schema[nameof(Person.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, ScoreCity.Features);
        var empty = context.Data.LoadFromEnumerable(new List<Person>(), schema);
        var explain = context.Transforms.CalculateFeatureContribution(
            predictor, ScoreCity.Features, ScoreCity.Features, normalize: false).Fit(loaded.Transform(empty));
        var pipeline = new TransformerChain<ITransformer>(loaded, explain);
        _create = () => context.Model.CreatePredictionEngine<Person, Prediction>(pipeline, inputSchemaDefinition: schema);
    }

    /// <summary>The features of a request's people, read into memory before anything is timed.</summary>
    public static Person[] Prepare(FeatureStore store, ScoreJob request) => [.. request.Subjects.Select(subject =>
    {
        var row = new float[ScoreCity.Features];
        store.TryGet(subject, row);
        return new Person { Features = row };
    })];

    /// <summary>Scores and reasons of prepared people.</summary>
    public SubjectScore[] Score(ScoreJob request, Person[] people)
    {
        if (!_pool.TryTake(out var engine)) engine = _create();
        var (prediction, contributions, sums) = (new Prediction(), new double[ScoreCity.Features], new double[_reasons.Names.Count]);
        var top = new int[request.Reasons];
        var answers = new SubjectScore[people.Length];
        for (var i = 0; i < people.Length; i++)
        {
            engine.Predict(people[i], ref prediction);
            var score = ScoreScale.Score((-_calibrator.Slope * prediction.Score) - _calibrator.Offset, request.Precision);
            for (var s = 0; s < contributions.Length; s++) contributions[s] = -_calibrator.Slope * prediction.FeatureContributions[s];
            _reasons.Sum(contributions, sums);
            var found = ReasonGroups.Top(sums, top);
            answers[i] = new SubjectScore(request.Subjects[i], score, ScoreScale.Band(score), [.. top.Take(found).Select(t => _reasons.Names[t])]);
        }
        _pool.Add(engine);
        return answers;
    }

    /// <summary>What the engine takes.</summary>
    internal sealed class Person
    {
        public float[] Features { get; set; } = [];
    }

    /// <summary>What it gives.</summary>
    internal sealed class Prediction
    {
        public float Score { get; set; }

        public float[] FeatureContributions { get; set; } = [];
    }
}
