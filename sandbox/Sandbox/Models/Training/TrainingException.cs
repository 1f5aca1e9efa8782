namespace Sandbox.Models.Training;

/// <summary>The job cannot be done; the message goes to the operator and carries no value of the data.</summary>
internal sealed class TrainingException(string message) : Exception(message);
