using System.Collections.Frozen;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Jobs;

/// <summary>One constant status and body a problem code, so that no two refusals of a kind can be told apart.</summary>
internal static class JobProblems
{
    private static readonly FrozenDictionary<string, byte[]> _bodies = JobProblemCodes.All.ToFrozenDictionary(
        code => code, code => JsonSerializer.SerializeToUtf8Bytes(new JobProblem(code), ProtocolJson.Default.JobProblem), StringComparer.Ordinal);

    public static ValueTask WriteAsync(HttpResponse response, string code)
    {
        var body = _bodies[code];
        response.StatusCode = StatusOf(code);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body);
    }

    private static int StatusOf(string code) => code switch
    {
        JobProblemCodes.PermitRefused => StatusCodes.Status401Unauthorized,
        JobProblemCodes.StaleVersion or JobProblemCodes.ModelMismatch => StatusCodes.Status409Conflict,
        JobProblemCodes.BadJob => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };
}
