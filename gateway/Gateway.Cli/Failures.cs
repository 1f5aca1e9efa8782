using Gateway.Audit;
using Gateway.Cli.Language;
using Gateway.Client.Encryption;
using Gateway.Client.Keys;
using Gateway.Client.Problems;
using Sandbox.Box;
using Sandbox.Encryption;

namespace Gateway.Cli;

/// <summary>What an exception means to who typed the command; null for a bug, which shall show itself as one.</summary>
internal static class Failures
{
    private const int MostShown = 10;

    public static IReadOnlyList<string>? Explain(Exception exception, Texts texts) => exception switch
    {
        GatewayProblemException problem => [.. Refused(problem, texts)],
        GatewayUnreachableException e => [e.Message, texts.IsItRunning],
        OperationCanceledException => [texts.Interrupted],
        EncryptedScoreException or SealUnavailableException => [exception.Message],
        CommandException or ClientKeyException or AnswerAlteredException or BoxUnavailableException or BoxFailedException => [exception.Message],
        IOException or UnauthorizedAccessException or LogCorruptException => [exception.Message],
        _ => null,
    };

    private static IEnumerable<string> Refused(GatewayProblemException problem, Texts texts)
    {
        yield return $"{texts.RefusedBy(problem.Status, problem.Code)} {problem.Title}";
        foreach (var reason in problem.Reasons) yield return $"  {reason.Code}: {reason.Detail}";
        foreach (var spent in problem.Spent.Take(MostShown)) yield return $"  {texts.QuerySpent(spent.Time, spent.Contract, spent.NanoRho, spent.Ledger)}";
        if (problem.RetryAfter is { } wait) yield return $"  {texts.TryAgainIn(wait)}";
        if (problem.TraceId is not null) yield return $"  trace id: {problem.TraceId}";
    }
}
