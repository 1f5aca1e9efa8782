namespace Gateway.Client.Problems;

/// <summary>What arrived is not what the gateway sent: the answer must not be used.</summary>
public sealed class AnswerAlteredException(string message) : Exception(message);
