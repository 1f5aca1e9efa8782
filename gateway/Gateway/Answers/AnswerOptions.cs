namespace Gateway.Answers;

/// <summary>Section <c>Answers</c>.</summary>
internal sealed class AnswerOptions
{
    /// <summary>The SQLite file; relative to <c>Gateway:State</c>.</summary>
    public string File { get; set; } = "answers.db";

    /// <summary>How long an idempotency key and its answer are remembered.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(24);
}
