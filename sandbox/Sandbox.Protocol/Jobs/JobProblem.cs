using System.Collections.Frozen;

namespace Sandbox.Protocol.Jobs;

/// <summary>
/// Why a worker refused or failed a job: the body of every worker response that is not 200. Codes are a closed list and carry no value of the data.
/// </summary>
/// <param name="Code">One of <see cref="JobProblemCodes"/>.</param>
public sealed record JobProblem(string Code);

/// <summary>The closed list of a worker's problem codes.</summary>
public static class JobProblemCodes
{
    /// <summary>401: the permit is missing, altered, expired, for another job, kind or instance, or was used before.</summary>
    public const string PermitRefused = "permit-refused";

    /// <summary>409: the pinned data version or model is not (or no longer) held.</summary>
    public const string StaleVersion = "stale-version";

    /// <summary>409: the model file's bytes do not have the pinned hash. An alarm for the log.</summary>
    public const string ModelMismatch = "model-mismatch";

    /// <summary>400: the job cannot be read, or does not fit the model. A bug of the gateway's, never of the consumer's.</summary>
    public const string BadJob = "bad-job";

    /// <summary>500: anything else.</summary>
    public const string JobFailed = "job-failed";

    /// <summary>All of them.</summary>
    public static FrozenSet<string> All { get; } =
        new[] { PermitRefused, StaleVersion, ModelMismatch, BadJob, JobFailed }.ToFrozenSet(StringComparer.Ordinal);
}
