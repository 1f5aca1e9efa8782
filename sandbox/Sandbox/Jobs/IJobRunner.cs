namespace Sandbox.Jobs;

/// <summary>Runs jobs of one kind of worker.</summary>
internal interface IJobRunner
{
    /// <summary>
    /// Runs a job whose permit was accepted. What is wrong with the job is an outcome; an exception is a bug or a broken disk, and its
    /// message never leaves the process.
    /// </summary>
    /// <param name="job">The job's bytes; they are wiped after the outcome.</param>
    /// <param name="cancellation">The gateway went away: nobody waits for the outcome.</param>
    ValueTask<JobOutcome> RunAsync(ReadOnlyMemory<byte> job, CancellationToken cancellation);
}
