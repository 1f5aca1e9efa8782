using Gateway.Problems;
using Policies.Decisions;

namespace Gateway.Admin;

/// <summary>A refusal as the result of an endpoint, rendered where all are rendered.</summary>
internal sealed class ProblemResult(params IReadOnlyList<Reason> reasons) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, new Refusal(reasons));
}
