using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sandbox.Jobs;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;
using Sandbox.Scores;

namespace Sandbox.Tests.Scores;

public sealed class ScoreJobRunnerTests(SyntheticCity city) : IDisposable
{
    private readonly ScoreJobRunner _runner = new(new ScoreRunnerOptions(city.Data), NullLogger<ScoreJobRunner>.Instance);

    public void Dispose() => _runner.Dispose();

    [Fact]
    public void Answer_Bytes_AreThoseOfTheProtocolsOwnSerializer()
    {
        var bytes = Run(Job(["P1", "P2", "NOBODY"])).Answer;
        JsonSerializer.SerializeToUtf8Bytes(Read(bytes), ProtocolJson.Default.ScoreAnswer).ShouldBe(bytes.ToArray());
    }

    [Fact]
    public void Answer_ToTheSameJob_IsTheSameBytes() =>
        Run(Job(["P1", "P2"])).Answer.ToArray().ShouldBe(Run(Job(["P1", "P2"])).Answer.ToArray());

    [Fact]
    public void Subjects_Known_AreScoredInTheOrderAsked()
    {
        var answer = Read(Run(Job(["P9", "P1", "P5"])).Answer);
        answer.Scores.Select(s => s.Subject).ShouldBe(["P9", "P1", "P5"]);
        answer.Scores.ShouldAllBe(s => s.Score >= 300 && s.Score <= 850 && s.Band != null && s.Reasons.Count <= 3);
        answer.Model.ShouldBe(city.Trees.Sha256);
        answer.DataVersion.ShouldBe(SyntheticCity.Version);
    }

    [Fact]
    public void Scores_OfManyPeople_FollowTheTruth()
    {
        string[] people = [.. Enumerable.Range(0, 1000).Select(i => $"P{i}")];
        var scores = Read(Run(Job(people, income: p => city.Rows[p][4])).Answer).Scores;
        var safest = scores.OrderByDescending(s => s.Score).Take(100).Average(s => city.TrueLogOdds[s.Subject]);
        var riskiest = scores.OrderBy(s => s.Score).Take(100).Average(s => city.TrueLogOdds[s.Subject]);
        (riskiest - safest).ShouldBeGreaterThan(3);
    }

    [Fact]
    public void ConsumerFeature_OfTheJob_IsUsedInsteadOfTheStores()
    {
        var poor = Read(Run(Job(["P1"], income: _ => 1000)).Answer).Scores[0].Score!.Value;
        var rich = Read(Run(Job(["P1"], income: _ => 16000)).Answer).Scores[0].Score!.Value;
        rich.ShouldBeGreaterThan(poor);
    }

    [Fact]
    public void Reasons_NumberAsked_IsTheMost()
    {
        Read(Run(Job(["P1"]) with { Reasons = 0 }).Answer).Scores[0].Reasons.ShouldBeEmpty();
        var one = Read(Run(Job(["P1"]) with { Reasons = 1 }).Answer).Scores[0].Reasons;
        var three = Read(Run(Job(["P1"]) with { Reasons = 3 }).Answer).Scores[0].Reasons;
        three.Take(1).ShouldBe(one);
        three.Distinct(StringComparer.Ordinal).Count().ShouldBe(three.Count);
    }

    [Fact]
    public void Precision_Asked_RoundsScores() =>
        Read(Run(Job([.. Enumerable.Range(0, 50).Select(i => $"P{i}")]) with { Precision = 50 }).Answer).Scores.ShouldAllBe(s => s.Score % 50 == 0);

    [Fact]
    public void UnknownSubject_Refused_HasNoScore()
    {
        var unknown = Read(Run(Job(["NOBODY", "P1"]) with { UnknownSubjects = UnknownSubjects.Refuse }).Answer).Scores[0];
        (unknown.Score, unknown.Band, unknown.Reasons.Count).ShouldBe((null, null, 0));
    }

    [Fact]
    public void UnknownSubjects_ByPrior_HaveTheSameScore()
    {
        var scores = Read(Run(Job(["NOBODY", "NO-ONE"]) with { UnknownSubjects = UnknownSubjects.Prior }).Answer).Scores;
        scores[0].Score.ShouldNotBeNull();
        scores[1].Score.ShouldBe(scores[0].Score);
    }

    [Fact]
    public void UnknownSubjects_Imputed_AreScoredLikeDonorsAndDiffer()
    {
        string[] strangers = [.. Enumerable.Range(0, 200).Select(i => $"S{i}")];
        var scores = Read(Run(Job(strangers) with { UnknownSubjects = UnknownSubjects.Imputed }).Answer).Scores;
        scores.ShouldAllBe(s => s.Score != null && s.Band != null);
        scores.Select(s => s.Score).Distinct().Count().ShouldBeGreaterThan(100);
    }

    [Fact]
    public void UnknownSubject_Imputed_KeepsItsDonorOverVersions()
    {
        const string next = "ffeeddccbbaa99887766554433221100";
        city.WriteVersion(next);
        var job = Job(["STRANGER"]) with { UnknownSubjects = UnknownSubjects.Imputed };
        Read(Run(job with { DataVersion = next }).Answer).Scores[0].Score.ShouldBe(Read(Run(job).Answer).Scores[0].Score);
    }

    [Fact]
    public void KnownSubject_ScoresTheSame_InEveryMode()
    {
        var scores = Enum.GetValues<UnknownSubjects>().Select(mode => Read(Run(Job(["P1"]) with { UnknownSubjects = mode }).Answer).Scores[0].Score);
        scores.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void DataVersion_NotHeld_IsStale() =>
        Run(Job(["P1"]) with { DataVersion = new string('9', 32) }).Problem.ShouldBe(JobProblemCodes.StaleVersion);

    [Fact]
    public void Dataset_NotHeld_IsStale() => Run(Job(["P1"]) with { Dataset = "elsewhere" }).Problem.ShouldBe(JobProblemCodes.StaleVersion);

    [Fact]
    public void Model_NotHeld_IsStale() => Run(Job(["P1"]) with { Model = new string('0', 64) }).Problem.ShouldBe(JobProblemCodes.StaleVersion);

    /// <summary>In a city of its own: the shared one's files are read by other tests at the same time.</summary>
    [Fact]
    public void Model_Tampered_IsNotLoadedUntilPutRight()
    {
        using var own = new SyntheticCity(1_000);
        using var runner = new ScoreJobRunner(new ScoreRunnerOptions(own.Data), NullLogger<ScoreJobRunner>.Instance);
        var path = Path.Combine(DataLayout.Model(own.Data, own.Logistic.Sha256), DataLayout.ModelFile);
        var good = File.ReadAllBytes(path);
        var job = JsonSerializer.SerializeToUtf8Bytes(ScoreJobs.Of(own.Logistic.Sha256, ["P1"]), ProtocolJson.Default.ScoreJob);
        File.WriteAllBytes(path, [.. good, 0]);
        runner.Run(job).Problem.ShouldBe(JobProblemCodes.ModelMismatch);
        File.WriteAllBytes(path, good);
        runner.Run(job).Problem.ShouldBeNull();
    }

    public static TheoryData<string> BadNames => ["../x", "a/b", "", "A", ".", "a.b", new string('a', 65)];

    [Theory]
    [MemberData(nameof(BadNames))]
    public void Names_ThatCouldLeaveTheDataFolder_AreBadJobs(string name)
    {
        Run(Job(["P1"]) with { Dataset = name }).Problem.ShouldBe(JobProblemCodes.BadJob);
        Run(Job(["P1"]) with { DataVersion = name }).Problem.ShouldBe(JobProblemCodes.BadJob);
        Run(Job(["P1"]) with { Model = name }).Problem.ShouldBe(JobProblemCodes.BadJob);
    }

    [Fact]
    public void Job_ThatDoesNotFitTheModel_IsABadJob()
    {
        var job = Job(["P1"]);
        var two = new Dictionary<string, IReadOnlyList<double?>>(StringComparer.Ordinal) { ["income"] = [1], ["age"] = [1] };
        var other = new Dictionary<string, IReadOnlyList<double?>>(StringComparer.Ordinal) { ["age"] = [1] };
        var longer = new Dictionary<string, IReadOnlyList<double?>>(StringComparer.Ordinal) { ["income"] = [1, 2] };
        var none = new Dictionary<string, IReadOnlyList<double?>>(StringComparer.Ordinal);
        foreach (var bad in new[]
        {
            job with { ConsumerFeatures = two }, job with { ConsumerFeatures = other }, job with { ConsumerFeatures = longer },
            job with { ConsumerFeatures = none }, job with { Product = "another" }, job with { Precision = 0 }, job with { Precision = 101 },
            job with { Reasons = 4 }, job with { Reasons = -1 }, job with { Subjects = [] }, job with { Subjects = ["p1"] }, job with { Subjects = ["é"] },
            job with { UnknownSubjects = (UnknownSubjects)9 },
        }) Run(bad).Problem.ShouldBe(JobProblemCodes.BadJob);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"product\":1}")]
    [InlineData("{\"product\":\"p\",\"dataset\":\"d\",\"dataVersion\":\"00112233445566778899aabbccddeeff\",\"model\":\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\",\"precision\":1,\"subjects\":[\"A\"]}")]
    [InlineData("\uD800")]
    public void Job_Unreadable_IsABadJob(string text) =>
        _runner.Run(System.Text.Encoding.UTF8.GetBytes(text)).Problem.ShouldBe(JobProblemCodes.BadJob);

    private JobOutcome Run(ScoreJob job) => _runner.Run(JsonSerializer.SerializeToUtf8Bytes(job, ProtocolJson.Default.ScoreJob));

    private static ScoreAnswer Read(ReadOnlyMemory<byte> answer) =>
        JsonSerializer.Deserialize(answer.Span, ProtocolJson.Default.ScoreAnswer).ShouldNotBeNull();

    private ScoreJob Job(string[] people, Func<string, double>? income = null) => ScoreJobs.Of(city.Trees.Sha256, people, income);
}
