using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Sandbox.Encrypted;
using Sandbox.Encryption;
using Sandbox.Jobs;
using Sandbox.Models;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Models;
using Sandbox.Tests.Encryption;
using Sandbox.Tests.Scores;

namespace Sandbox.Tests.Encrypted;

public sealed class EncryptedJobRunnerTests(SyntheticCity city, Seal seal) : IDisposable
{
    private readonly Lifetime _lifetime = new();
    private readonly SecretKey _key = seal.Client.CreateKey();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(50)]
    public async Task Scores_Opened_AreTheClearOnesWithTheSameRounding(int precision)
    {
        string[] people = [.. city.Rows.Where(r => !float.IsNaN(r.Value[4])).Take(500).Select(r => r.Key)];
        double[] encoded = [.. people.Select(p => EncryptedJobs.Income.Encode(city.Rows[p][4]))];
        var answer = await AnswerAsync(EncryptedJobs.Job(city.Logistic.Sha256, precision), EncryptedJobs.Container(seal.Client, _key, people, encoded));
        answer.Scored.ShouldAllBe(scored => scored);
        answer.Precision.ShouldBe(precision);
        answer.Model.ShouldBe(city.Logistic.Sha256);
        answer.DataVersion.ShouldBe(SyntheticCity.Version);

        var opened = seal.Client.Decrypt(_key, answer.Ciphertext.Span, people.Length);
        var (model, export) = Model();
        var buffer = new float[model.Encoding.Length];
        for (var i = 0; i < people.Length; i++)
        {
            var row = city.Rows[people[i]];
            var government = ScoreScale.Points(export.GovernmentLogOdds(row, buffer));
            model.Encoding.Encode(row, buffer);
            var whole = ScoreScale.Points(model.Scorer.LogOdds(buffer));
            var rounded = ScoreScale.Score(export.GovernmentLogOdds(row, buffer), precision);
            opened[i].ShouldBe(rounded + (whole - government), 0.01);
        }
    }

    [Fact]
    public async Task Subject_Unknown_HasNoScoreAndNothingOfTheModel()
    {
        var answer = await AnswerAsync(EncryptedJobs.Job(city.Logistic.Sha256), EncryptedJobs.Container(seal.Client, _key, ["NOBODY", "P1"], 0, 0));
        answer.Scored.ShouldBe([false, true]);
        var opened = seal.Client.Decrypt(_key, answer.Ciphertext.Span, 3);
        opened[0].ShouldBe(0, 1e-4);
        opened[1].ShouldBeGreaterThan(100);
        opened[2].ShouldBe(0, 1e-4);
    }

    [Theory]
    [InlineData(UnknownSubjects.Prior)]
    [InlineData(UnknownSubjects.Imputed)]
    public async Task Subject_Unknown_IsScoredWhereTheContractSaysSo(UnknownSubjects treatment)
    {
        var job = EncryptedJobs.Job(city.Logistic.Sha256) with { UnknownSubjects = treatment };
        var answer = await AnswerAsync(job, EncryptedJobs.Container(seal.Client, _key, ["NOBODY"], 0));
        answer.Scored.ShouldBe([true]);
    }

    [Fact]
    public async Task Answer_NamesTheRequestThatItAnswers()
    {
        var container = EncryptedJobs.Container(seal.Client, _key, ["P1"], 0);
        (await AnswerAsync(EncryptedJobs.Job(city.Logistic.Sha256), container)).RequestSha256.ToArray().ShouldBe(SHA256.HashData(container));
    }

    [Fact]
    public async Task Job_ThatIsNone_IsABadJob()
    {
        var job = EncryptedJobs.Job(city.Logistic.Sha256);
        var container = EncryptedJobs.Container(seal.Client, _key, ["P1"], 0);
        (await ProblemAsync([])).ShouldBe(JobProblemCodes.BadJob);
        (await ProblemAsync(container)).ShouldBe(JobProblemCodes.BadJob);
        (await ProblemAsync((job with { Dataset = "../x" }).ToBytes(container))).ShouldBe(JobProblemCodes.BadJob);
        (await ProblemAsync((job with { Precision = 0 }).ToBytes(container))).ShouldBe(JobProblemCodes.BadJob);
        (await ProblemAsync((job with { Product = "another" }).ToBytes(container))).ShouldBe(JobProblemCodes.BadJob);
        (await ProblemAsync((job with { Model = city.Trees.Sha256 }).ToBytes(container))).ShouldBe(JobProblemCodes.BadJob);
        (await ProblemAsync(job.ToBytes(container.AsSpan(..^1)))).ShouldBe(JobProblemCodes.BadJob);
        (await ProblemAsync((job with { DataVersion = new string('9', 32) }).ToBytes(container))).ShouldBe(JobProblemCodes.StaleVersion);
        (await ProblemAsync((job with { Model = new string('0', 64) }).ToBytes(container))).ShouldBe(JobProblemCodes.StaleVersion);
        _lifetime.Stopped.ShouldBeFalse();
    }

    [Fact]
    public async Task Trap_InSeal_StopsTheWorkerSoThatItIsReplaced()
    {
        var slow = SealEvaluator.Start(1, SealLimits.Default with { CallTime = TimeSpan.FromMilliseconds(1) });
        using var runner = Runner(slow);
        var job = EncryptedJobs.Job(city.Logistic.Sha256).ToBytes(EncryptedJobs.Container(seal.Client, _key, ["P1"], 0));
        for (var i = 0; i < 50 && !_lifetime.Stopped; i++) await runner.RunAsync(job, TestContext.Current.CancellationToken);
        _lifetime.Stopped.ShouldBeTrue();
        (await runner.RunAsync(job, TestContext.Current.CancellationToken)).Problem.ShouldBe(JobProblemCodes.JobFailed);
    }

    private (ScoringModel Model, LinearExport Export) Model()
    {
        var model = ScoringModel.Load(File.ReadAllBytes(Path.Combine(DataLayout.Model(city.Data, city.Logistic.Sha256), DataLayout.ModelFile)));
        return (model, LinearExport.TryCreate(model, [EncryptedJobs.Income])!);
    }

    private async Task<EncryptedAnswer> AnswerAsync(EncryptedJob job, byte[] container)
    {
        using var runner = Runner(seal.Evaluator);
        var outcome = await runner.RunAsync(job.ToBytes(container), TestContext.Current.CancellationToken);
        outcome.Problem.ShouldBeNull();
        return EncryptedAnswer.TryRead(outcome.Answer, out var answer) ? answer : throw new InvalidDataException("The answer cannot be read.");
    }

    private async Task<string?> ProblemAsync(byte[] job)
    {
        using var runner = Runner(seal.Evaluator);
        return (await runner.RunAsync(job, TestContext.Current.CancellationToken)).Problem;
    }

    private EncryptedJobRunner Runner(SealEvaluator evaluator) =>
        new(new EncryptedRunnerOptions(city.Data), evaluator, _lifetime, NullLogger<EncryptedJobRunner>.Instance);

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public bool Stopped { get; private set; }

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => Stopped = true;
    }
}
