namespace Sandbox.Models.Training;

/// <summary>ML.NET's archive of a model, and the model's arithmetic.</summary>
internal sealed record TrainedModel(byte[] MlNet, IScorer Scorer);
