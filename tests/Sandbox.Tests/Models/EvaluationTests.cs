using Sandbox.Models.Training;

namespace Sandbox.Tests.Models;

public class EvaluationTests
{
    [Fact]
    public void Evaluation_PerfectPredictions_SeparateFully()
    {
        var evaluation = Evaluation.Of([-2, -1, 1, 2], [false, false, true, true]);
        (evaluation.Auc, evaluation.Ks).ShouldBe((1, 1));
    }

    [Fact]
    public void Evaluation_EqualPredictions_SeparateNothing()
    {
        var evaluation = Evaluation.Of([1, 1, 1, 1], [true, false, true, false]);
        (evaluation.Auc, evaluation.Ks).ShouldBe((0.5, 0));
    }

    [Fact]
    public void Auc_WithTies_IsTheShareOfPairsInOrder()
    {
        double[] predictions = [0.1, 0.4, 0.4, 0.4, 0.8, 0.9, 0.9];
        bool[] labels = [false, false, true, false, true, false, true];
        var pairs = from b in Enumerable.Range(0, 7).Where(i => labels[i])
                    from g in Enumerable.Range(0, 7).Where(i => !labels[i])
                    select predictions[b] > predictions[g] ? 1 : predictions[b] == predictions[g] ? 0.5 : 0;
        Evaluation.Of(predictions, labels).Auc.ShouldBe(pairs.Average(), 1e-12);
    }

    [Fact]
    public void Calibration_AndPsiBaseline_CountEveryoneOnce()
    {
        double[] predictions = [.. Enumerable.Range(0, 103).Select(i => (i - 50) / 10.0)];
        var evaluation = Evaluation.Of(predictions, [.. predictions.Select(p => p > 0)]);
        evaluation.Calibration.Count.ShouldBe(10);
        evaluation.Calibration.Sum(b => b.Subjects).ShouldBe(103);
        evaluation.PsiBaseline.Count.ShouldBe(11);
        evaluation.PsiBaseline.Sum().ShouldBe(1, 1e-9);
    }
}
