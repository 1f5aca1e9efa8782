namespace Sandbox.Protocol.Models;

/// <summary>
/// What may be known of a model. <b>Not differentially private</b>: the figures are computed on the held-out people.
/// </summary>
/// <param name="Product">The product it was trained for.</param>
/// <param name="Model">Its name in the product document.</param>
/// <param name="Algorithm">What it is.</param>
/// <param name="Sha256">The SHA-256 of the model file (lower-case hexadecimal).</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="DataVersion">The data version that it was trained on.</param>
/// <param name="Seed">The seed of training.</param>
/// <param name="Features">The features in model order: the government's, then the consumer's.</param>
/// <param name="TrainSubjects">People trained on: 70 % by hash of the subject.</param>
/// <param name="HeldOutSubjects">People held out: the other 30 %.</param>
/// <param name="Auc">Area under the ROC curve on the held-out people.</param>
/// <param name="Ks">The Kolmogorov-Smirnov distance between the two classes' scores on the held-out people.</param>
/// <param name="Calibration">Ten equal groups of the held-out people by predicted probability.</param>
/// <param name="PsiBaseline">Shares of the held-out people's scores in the bins of <see cref="ScoreScale.PsiEdges"/>, for a population stability index.</param>
/// <param name="TrainedAt">When (UTC).</param>
public sealed record ModelCard(
    string Product,
    string Model,
    ModelAlgorithm Algorithm,
    string Sha256,
    string Dataset,
    string DataVersion,
    ulong Seed,
    IReadOnlyList<CardFeature> Features,
    long TrainSubjects,
    long HeldOutSubjects,
    double Auc,
    double Ks,
    IReadOnlyList<CalibrationBin> Calibration,
    IReadOnlyList<double> PsiBaseline,
    DateTimeOffset TrainedAt);

/// <summary>A feature of a model.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Group">The public name that reasons use.</param>
/// <param name="FromConsumer">The consumer sends it.</param>
/// <param name="Importance">Its share of the model's total gain or weight, 0 to 1.</param>
/// <param name="Mean">The mean on the people trained on (a standardisation constant).</param>
/// <param name="Deviation">The standard deviation on the people trained on (a standardisation constant).</param>
public sealed record CardFeature(string Name, string Group, bool FromConsumer, double Importance, double Mean, double Deviation);

/// <summary>One group of a calibration table.</summary>
/// <param name="Predicted">The mean predicted probability of default.</param>
/// <param name="Observed">The share that defaulted.</param>
/// <param name="Subjects">People in the group.</param>
public sealed record CalibrationBin(double Predicted, double Observed, long Subjects);

/// <summary>
/// Which model file each product's model is pinned to. A file whose hash is not in here is never opened.
/// The file is replaced by rename, so a reader sees the old or the new one.
/// </summary>
/// <param name="Models">All pins.</param>
public sealed record ModelRegistry(IReadOnlyList<RegisteredModel> Models)
{
    /// <summary>The pin of a product's model, or null.</summary>
    public RegisteredModel? Find(string product, string model) =>
        Models.LastOrDefault(m => string.Equals(m.Product, product, StringComparison.Ordinal)
            && string.Equals(m.Model, model, StringComparison.Ordinal));
}

/// <summary>A pin: this product's model is this file.</summary>
/// <param name="Product">The product.</param>
/// <param name="Model">The model's name in the product document.</param>
/// <param name="Sha256">The file's SHA-256 (lower-case hexadecimal).</param>
/// <param name="RegisteredAt">When (UTC).</param>
public sealed record RegisteredModel(string Product, string Model, string Sha256, DateTimeOffset RegisteredAt);
