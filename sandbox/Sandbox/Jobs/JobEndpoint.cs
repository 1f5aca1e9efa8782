using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Releases;
using Sandbox.Protocol.Workers;
using Sandbox.Serving;

namespace Sandbox.Jobs;

/// <summary>
/// The one way in: permit, job, answer with its release. Whatever goes wrong gets a constant body and no release.
/// The tally grows with answers only, and with each of them: an answer is counted after the job ran and before a byte of it leaves.
/// </summary>
internal sealed partial class JobEndpoint(
    WorkerIdentity identity, WorkerTally tally, PermitGate gate, IJobRunner runner, ServedKind served, ILogger<JobEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (gate.Open(context.Request.Headers[Permit.Header]) is not { } permit)
            {
                await JobProblems.WriteAsync(context.Response, JobProblemCodes.PermitRefused);
                return;
            }
            using var job = await JobBody.ReadAsync(context.Request, context.RequestAborted);
            if (!gate.TryUse(permit, job.Span))
            {
                await JobProblems.WriteAsync(context.Response, JobProblemCodes.PermitRefused);
                return;
            }
            var outcome = await runner.RunAsync(job.Memory, context.RequestAborted);
            if (outcome.Problem is { } problem)
            {
                LogRefused(problem);
                await JobProblems.WriteAsync(context.Response, problem);
                return;
            }
            await WriteAsync(context.Response, permit, outcome.Answer);
        }
        catch (BadHttpRequestException)
        {
            await JobProblems.WriteAsync(context.Response, JobProblemCodes.BadJob);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The gateway went away; nobody is left to answer.
        }
        catch (Exception exception)
        {
            // The type only: a message could carry a value of the data.
            LogFailed(exception.GetType().FullName);
            if (!context.Response.HasStarted) await JobProblems.WriteAsync(context.Response, JobProblemCodes.JobFailed);
        }
    }

    private ValueTask WriteAsync(HttpResponse response, Permit permit, ReadOnlyMemory<byte> answer)
    {
        var hash = SaltedHash.Of(permit.Salt.Span, answer.Span);
        if (!tally.TryCount(hash, out var counter, out var link)) return JobProblems.WriteAsync(response, JobProblemCodes.PermitRefused);
        response.Headers[Release.Header] = new Release(identity.BootId, counter, permit.Nonce, hash, link).Seal(identity.Key);
        response.ContentType = served.AnswerType;
        response.ContentLength = answer.Length;
        return response.Body.WriteAsync(answer);
    }

    [LoggerMessage(2001, LogLevel.Warning, "A job was refused: {Code}.")]
    private partial void LogRefused(string code);

    [LoggerMessage(2002, LogLevel.Error, "A job failed: {ExceptionType}.")]
    private partial void LogFailed(string? exceptionType);
}
