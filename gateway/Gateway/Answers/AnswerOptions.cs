using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Gateway.Answers;

/// <summary>Section <c>Answers</c>.</summary>
internal sealed class AnswerOptions
{
    /// <summary>The SQLite file; relative to <c>Gateway:State</c>.</summary>
    [Required]
    public string File { get; set; } = "answers.db";

    /// <summary>How long an idempotency key and its answer are remembered.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "366.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often outlived keys are removed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(10);
}

[OptionsValidator]
internal sealed partial class AnswerOptionsValidator : IValidateOptions<AnswerOptions>;
