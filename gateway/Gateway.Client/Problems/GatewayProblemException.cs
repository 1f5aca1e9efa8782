namespace Gateway.Client.Problems;

/// <summary>The gateway refused: an RFC 9457 problem.</summary>
public sealed class GatewayProblemException : Exception
{
    internal GatewayProblemException(int status, string code, string title, IReadOnlyList<ProblemReason> reasons, string? traceId, TimeSpan? retryAfter)
        : base(reasons.Count == 0 ? title : string.Join(" ", reasons.Select(r => r.Detail)))
    {
        (Status, Code, Title, Reasons, TraceId, RetryAfter) = (status, code, title, reasons, traceId, retryAfter);
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The stable code of the main reason, such as <c>purpose-not-granted</c>; <c>http-{status}</c> when the answer was no problem.</summary>
    public string Code { get; }

    /// <summary>A short title.</summary>
    public string Title { get; }

    /// <summary>Every reason.</summary>
    public IReadOnlyList<ProblemReason> Reasons { get; }

    /// <summary>With <c>budget-exhausted</c>: the client's own charges that spent it, the latest first; else empty.</summary>
    public IReadOnlyList<SpentCharge> Spent { get; internal init; } = [];

    /// <summary>The id under which the operating company finds the request; null when it gave none.</summary>
    public string? TraceId { get; }

    /// <summary>When to try again; null when the gateway did not say.</summary>
    public TimeSpan? RetryAfter { get; }
}

/// <summary>One reason for a refusal.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Detail">What is wrong and what to do.</param>
public sealed record ProblemReason(string Code, string Detail);
