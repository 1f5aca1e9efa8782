namespace Sandbox.Jobs;

/// <summary>Runs jobs of one kind of worker.</summary>
internal interface IJobRunner
{
    /// <summary>
    /// Runs a job whose permit was accepted. What is wrong with the job is an outcome; an exception is a bug or a broken disk, and its
    /// message never leaves the process.
    /// </summary>
    JobOutcome Run(ReadOnlySpan<byte> job);
}
