using Sandbox.Models.Training;
using Sandbox.Protocol;
using Sandbox.Protocol.Models;
using Sandbox.Tests.Scores;

namespace Sandbox.Tests.Models;

public class ModelTrainingTests(SyntheticCity city)
{
    [Theory]
    [InlineData(ModelAlgorithm.LightGbm, 0.03)]
    [InlineData(ModelAlgorithm.Logistic, 0.01)]
    public void Training_OnKnownLogOdds_ComesCloseToTheBestPossible(ModelAlgorithm algorithm, double gap)
    {
        string[] heldOut = [.. city.Labels.Keys.Where(id => SubjectId.TryParse(id, out var subject) && SubjectSplit.IsHeldOut(subject))];
        var best = Evaluation.Of([.. heldOut.Select(id => city.TrueLogOdds[id])], [.. heldOut.Select(id => city.Labels[id])]);
        var card = algorithm == ModelAlgorithm.LightGbm ? city.Trees : city.Logistic;
        card.HeldOutSubjects.ShouldBe(heldOut.Length);
        (card.TrainSubjects + card.HeldOutSubjects).ShouldBe(city.Labels.Count);
        best.Auc.ShouldBeGreaterThan(0.75);
        card.Auc.ShouldBeInRange(best.Auc - gap, best.Auc + 0.01);
        card.Calibration.ShouldAllBe(b => Math.Abs(b.Predicted - b.Observed) < 0.15);
        card.Features.Sum(f => f.Importance).ShouldBe(1, 1e-9);
        card.Features.Single(f => f.Name == "noise").Importance.ShouldBeLessThan(card.Features.Single(f => f.Name == "arrears").Importance / 3);
        card.Features.Select(f => f.FromConsumer).ShouldBe([false, false, false, false, true]);
    }

    [Theory]
    [InlineData(ModelAlgorithm.LightGbm)]
    [InlineData(ModelAlgorithm.Logistic)]
    public void Training_Again_GivesTheSameFile(ModelAlgorithm algorithm) =>
        ModelTrainer.Train(city.Job(algorithm), DateTimeOffset.UnixEpoch).Card.Sha256
            .ShouldBe(algorithm == ModelAlgorithm.LightGbm ? city.Trees.Sha256 : city.Logistic.Sha256);

    [Fact]
    public void Training_WithAnotherSeed_GivesAnotherModel() =>
        ModelTrainer.Train(city.Job(ModelAlgorithm.LightGbm) with { Seed = 12 }, DateTimeOffset.UnixEpoch).Card.Sha256.ShouldNotBe(city.Trees.Sha256);

    [Fact]
    public void Training_OfWhatIsNotThere_SaysWhat()
    {
        var job = city.Job(ModelAlgorithm.Logistic);
        Refused(job with { Features = ["unheard-of"] }).ShouldContain("unheard-of");
        Refused(job with { Features = ["noise", "noise"] }).ShouldContain("twice");
        Refused(job with { Features = [], ConsumerFeatures = [] }).ShouldContain("no features");
        Refused(job with { DataVersion = new string('9', 32) }).ShouldContain("version");
        Refused(job with { Dataset = SyntheticCity.Spec with { Label = null } }).ShouldContain("label");
    }

    private static string Refused(TrainJob job) => Should.Throw<TrainingException>(() => ModelTrainer.Train(job, DateTimeOffset.UnixEpoch)).Message;
}
