namespace Policies.Lifecycle;

/// <summary>What can be done to a contract version.</summary>
public enum LifecycleStep
{
    /// <summary>The author hands a draft in.</summary>
    Submit,

    /// <summary>An approver agrees.</summary>
    Approve,

    /// <summary>The consumer agrees.</summary>
    Accept,

    /// <summary>It comes into force, for the first time or after a suspension.</summary>
    Activate,

    /// <summary>It goes out of force for a while.</summary>
    Suspend,

    /// <summary>It is withdrawn for good.</summary>
    Revoke,

    /// <summary>Its last day is over.</summary>
    Expire,

    /// <summary>A later version takes its place.</summary>
    Replace,

    /// <summary>It came with the first start of a new platform, in force from the beginning.</summary>
    Seed,
}

/// <summary>How the API and the log call the steps.</summary>
public static class LifecycleStepNames
{
    /// <summary>What was done, as a participle: the log's event is <c>contract-</c> and this word.</summary>
    public static string Done(this LifecycleStep step) => step switch
    {
        LifecycleStep.Submit => "submitted",
        LifecycleStep.Approve => "approved",
        LifecycleStep.Accept => "accepted",
        LifecycleStep.Activate => "activated",
        LifecycleStep.Suspend => "suspended",
        LifecycleStep.Revoke => "revoked",
        LifecycleStep.Expire => "expired",
        LifecycleStep.Replace => "replaced",
        LifecycleStep.Seed => "seeded",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>What is to be done, as a verb.</summary>
    public static string Verb(this LifecycleStep step) => step switch
    {
        LifecycleStep.Submit => "submit",
        LifecycleStep.Approve => "approve",
        LifecycleStep.Accept => "accept",
        LifecycleStep.Activate => "activate",
        LifecycleStep.Suspend => "suspend",
        LifecycleStep.Revoke => "revoke",
        LifecycleStep.Expire => "expire",
        LifecycleStep.Replace => "replace",
        LifecycleStep.Seed => "seed",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>The step of a participle, as it was stored.</summary>
    /// <exception cref="FormatException">There is no such step.</exception>
    public static LifecycleStep Parse(string done)
    {
        foreach (var step in Enum.GetValues<LifecycleStep>())
            if (string.Equals(step.Done(), done, StringComparison.Ordinal)) return step;
        throw new FormatException($"'{done}' is no step of a contract.");
    }
}

/// <summary>A step that was taken.</summary>
/// <param name="Step">Which.</param>
/// <param name="By">The client who took it, or <see cref="StepTaken.Gateway"/>.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why, in the words of who took it; null: nothing was said.</param>
public sealed record StepTaken(LifecycleStep Step, string By, DateTimeOffset At, string? Note = null)
{
    /// <summary>Stands for the gateway itself, which ends what has run out. No client has this name: it holds a colon.</summary>
    public const string Gateway = "gateway:itself";
}
