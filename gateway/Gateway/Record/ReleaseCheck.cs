using System.Text.Json;
using Gateway.Answers;
using Gateway.Workers;
using Policies.Decisions;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Releases;

namespace Gateway.Record;

/// <summary>
/// Whether a captured response is the release of the job that was sent: status 200, a MAC by that start of that worker, the permit's own
/// nonce, and the salted hash of this very body.
/// </summary>
internal static class ReleaseCheck
{
    public const string BadRelease = "bad-release";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static (StoredAnswer? Answer, Refusal? Refusal) Run(Exchange exchange)
    {
        if (exchange.Capture is not { } capture)
        {
            // YARP leaves 503 when no destination was there to forward to, and an error of its own when forwarding failed.
            var sent = exchange.Job is not null;
            return (null, new Refusal((sent ? ReasonTable.JobFailed : ReasonTable.WorkerUnavailable).With(), WorkerStep.RetryAfter));
        }

        if (capture.Status != StatusCodes.Status200OK || capture.Release is null
            || Release.Open(exchange.Worker!.Key, capture.Release) is not { } release
            || release.Nonce != exchange.Job!.Nonce
            || !release.ResultHash.Span.SequenceEqual(SaltedHash.Of(exchange.Job.Salt, capture.Body)))
            return (null, new Refusal(ReasonTable.JobFailed.With(), RetryAfter));
        exchange.Release = release;

        return (new StoredAnswer(
            capture.Body,
            exchange.Operation.AnswerType,
            exchange.Contract!.Sha256,
            exchange.Job.Model,
            exchange.Job.DataVersion,
            Convert.ToHexStringLower(release.BootId.Span),
            checked((long)release.Counter)), null);
    }

    /// <summary>Why a worker gave no release, from the closed list of codes.</summary>
    public static string WorkerCode(Capture capture)
    {
        if (capture.Status == StatusCodes.Status200OK) return BadRelease;
        try
        {
            var problem = JsonSerializer.Deserialize(capture.Body, ProtocolJson.Default.JobProblem);
            return JobProblemCodes.All.Contains(problem?.Code ?? "") ? problem!.Code : JobProblemCodes.JobFailed;
        }
        catch (JsonException)
        {
            return JobProblemCodes.JobFailed;
        }
    }
}
