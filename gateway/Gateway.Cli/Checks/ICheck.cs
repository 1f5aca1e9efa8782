using System.Text.Json.Nodes;

namespace Gateway.Cli.Checks;

/// <summary>One part of the self-check: does a job as a user would, and verifies what came of it.</summary>
internal interface ICheck
{
    /// <summary>Its name in the result.</summary>
    string Name { get; }

    /// <summary>Does it.</summary>
    /// <returns>Facts of the run.</returns>
    /// <exception cref="CheckFailedException">What came of it is wrong.</exception>
    Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation);
}

/// <summary>What a check that found nothing wrong has to tell: figures, or why there was nothing to check.</summary>
internal sealed record CheckResult(JsonObject Facts)
{
    /// <summary>There is nothing to check on this machine.</summary>
    public static CheckResult Skipped(string why) => new(new JsonObject { ["skipped"] = why });
}

/// <summary>A check found something wrong. No message carries a subject's id or a value of the data.</summary>
internal sealed class CheckFailedException(string message) : Exception(message)
{
    /// <summary>Throws unless it holds.</summary>
    public static void Unless(bool holds, string message)
    {
        if (!holds) throw new CheckFailedException(message);
    }
}
