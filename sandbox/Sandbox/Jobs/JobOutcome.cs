namespace Sandbox.Jobs;

/// <summary>The public bytes of an answer, or the code of a problem; never both.</summary>
internal readonly record struct JobOutcome
{
    private JobOutcome(ReadOnlyMemory<byte> answer, string? problem)
    {
        Answer = answer;
        Problem = problem;
    }

    /// <summary>The response body, byte for byte; empty with a problem.</summary>
    public ReadOnlyMemory<byte> Answer { get; }

    /// <summary>One of <see cref="Protocol.Jobs.JobProblemCodes"/>, or null.</summary>
    public string? Problem { get; }

    public static JobOutcome Answered(ReadOnlyMemory<byte> answer) => new(answer, null);

    public static JobOutcome Refused(string problem) => new(default, problem);
}
