using Gateway.Client.Problems;

namespace Gateway.Cli.Checks.Parts;

/// <summary>Calls that must be refused.</summary>
internal static class Refused
{
    /// <summary>Fails the check unless the call is refused with this status and code.</summary>
    public static async Task AsAsync(int status, string code, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (GatewayProblemException e)
        {
            CheckFailedException.Unless(
                e.Status == status && e.Code == code, $"Expected {status} {code}, got {e.Status} {e.Code}.");
            CheckFailedException.Unless(e.Reasons.Count > 0, $"The refusal {code} gives no reason.");
            return;
        }

        throw new CheckFailedException($"Expected {status} {code}, got an answer.");
    }
}
